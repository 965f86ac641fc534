"""Reporting in three steps, as a browser without JavaScript does it; signed in, and as a visitor."""

from io import BytesIO
from typing import Any

import pytest
from sqlmodel import func, select

from quarter.accounts.models import Person
from quarter.foundation.db import Database
from quarter.issues import queries
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Issue
from tests.factories.world import PASSWORD, World
from tests.foundation.test_pictures import picture
from tests.issues.reports import WRITTEN, report, send_report, stored, value_of, write
from tests.strict_client import XHTML, StrictClient, form_fields


def issue_of(database: Database, issue_id: int = 1) -> Issue:
    with database.session(writes=False) as session:
        return session.get_one(Issue, issue_id)


def count(database: Database, table: Any = Issue) -> int:
    with database.session(writes=False) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def step(client: StrictClient) -> str:
    """The words of the present step."""
    (here,) = [item for item in client.page.iter(f"{XHTML}li") if item.get("aria-current") == "step"]
    return "".join(here.itertext())


def photo(name: str = "swing.jpg") -> tuple[BytesIO, str]:
    return BytesIO(picture("JPEG")), name


class TestSteps:
    def test_a_resident_reports_and_reads_who_answers_until_when(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).get("/issues/new")
        assert step(client) == "What it is about"
        tiles = [button.get("value") for button in client.page.iter(f"{XHTML}button") if button.get("name")]
        assert tiles == [category.value for category in Category]
        client.get("/issues/new?category=playground")  # as the tile leads
        assert step(client) == "Where and what" and "It is about: Playgrounds" in client.text
        client.submit(action="/issues/new", to="look", **WRITTEN, status=200)
        assert step(client) == "Look and send"
        for words in ("The swing is broken", "Playgrounds", "Playground North", "One of the chains is torn."):
            assert words in client.text
        client.submit(action="/issues/new", to="send", follow=True)
        assert "you get an answer by Mon 7 Dec at the latest" in client.text
        assert "The moderator is finding out who can answer this" in client.text
        assert "by you" in client.text

    def test_a_title_is_enough(self, client: StrictClient, world: World, database: Database) -> None:
        send_report(client.sign_in(world.resident), text="")
        assert "Thank you, your issue is here" in client.text and "What was reported" not in client.text
        assert issue_of(database).text == ""
        with database.unit_of_work() as session:
            session.get_one(Issue, 1).organisation_id = world.organisations["city"]
        client.sign_in(world.city).get("/issues/1/answer")

    def test_nothing_is_stored_before_it_is_sent(self, client: StrictClient, world: World, database: Database) -> None:
        write(client.sign_in(world.resident))
        assert count(database) == 0

    def test_whoever_goes_back_finds_everything_again(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        write(client.sign_in(world.resident), latitude="52,4785", longitude="13.4311", photo=photo())
        client.submit(action="/issues/new", to="write", status=200)
        assert {name: value_of(client, name) for name in ("title", "text", "place", "latitude", "longitude")} == {
            name: WRITTEN[name] for name in ("title", "text", "place")
        } | {"latitude": "52,4785", "longitude": "13.4311"}
        client.submit(action="/issues/new", to="category", text="Both chains are torn.", status=200)
        assert step(client) == "What it is about"
        client.submit(action="/issues/new", category="safety", status=200)
        assert "It is about: Safety" in client.text
        assert value_of(client, "text") == "Both chains are torn."
        client.submit(action="/issues/new", to="look", status=200)
        client.submit(action="/issues/new", to="send")
        issue = issue_of(database)
        assert (issue.category, issue.text, issue.latitude) == (Category.SAFETY, "Both chains are torn.", 52.4785)
        with database.session(writes=False) as session:
            assert len(queries.list_photos(session, issue.id)) == 1

    def test_a_photo_chosen_just_before_going_back_is_not_lost(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).get("/issues/new?category=waste")
        client.submit(action="/issues/new", to="category", photo=photo(), status=200)
        client.submit(action="/issues/new", category="waste", status=200)
        assert "Leave this photo out" in client.text

    def test_a_file_that_is_no_photo_is_said_at_once(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).get("/issues/new?category=waste")
        client.submit(action="/issues/new", to="category", photo=(BytesIO(b"text"), "x.jpg"), title="Bins", status=422)
        assert "This file is no picture that we can read." in client.text
        assert value_of(client, "title") == "Bins"

    def test_a_wrong_form_keeps_what_was_typed_also_the_point(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident)
        write(client, title=" ", latitude="52.4785", longitude="13.4311", status=422)
        assert step(client) == "Where and what"
        assert "Please say in a few words what it is." in client.text
        assert value_of(client, "text") == WRITTEN["text"]
        assert value_of(client, "place") == WRITTEN["place"]
        assert (value_of(client, "latitude"), value_of(client, "longitude")) == ("52.4785", "13.4311")

    def test_what_is_not_about_anything_is_asked_what_it_is_about(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).post("/issues/new", {**WRITTEN, "to": "send"}, status=422)
        assert "Please choose what it is about" in client.text
        client.submit(action="/issues/new", category="waste", status=200)
        assert value_of(client, "title") == WRITTEN["title"]

    @pytest.mark.parametrize("category", ["nonsense", ""])
    def test_a_category_that_is_none_leads_to_the_first_step(self, client: StrictClient, category: str) -> None:
        client.get(f"/issues/new?lang=en&category={category}")
        assert step(client) == "What it is about"

    def test_a_point_on_the_map_needs_no_words(self, client: StrictClient, world: World, database: Database) -> None:
        send_report(client.sign_in(world.resident), place="", latitude="52,4785", longitude="13.4311")
        assert (issue_of(database).latitude, issue_of(database).longitude) == (52.4785, 13.4311)

    @pytest.mark.parametrize(
        ("latitude", "longitude", "advice"),
        [
            ("91", "13", "Please write a number between -90 and 90."),
            ("52", "-180.5", "Please write a number between -180 and 180."),
            ("inf", "13", "Please write a number between -90 and 90."),
            ("nan", "13", "Please write a number between -90 and 90."),
            ("here", "13", "Please write degrees as a number"),
            ("52", "", "A point needs both numbers."),
            ("", "13", "A point needs both numbers."),
        ],
    )
    def test_a_point_that_is_none_is_said_at_its_field(
        self, client: StrictClient, world: World, latitude: str, longitude: str, advice: str
    ) -> None:
        write(client.sign_in(world.resident), latitude=latitude, longitude=longitude, status=422)
        assert advice in client.text
        assert (value_of(client, "latitude"), value_of(client, "longitude")) == (latitude, longitude)

    def test_the_second_press_of_the_same_form_makes_no_second_issue(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        write(client.sign_in(world.resident))
        first = client.submit(action="/issues/new", to="send")
        second = client.submit(action="/issues/new", to="send")
        assert first.headers["Location"] == second.headers["Location"]
        assert count(database) == 1

    def test_it_goes_to_the_group_that_the_address_names(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        client.sign_in(world.resident).get(f"/issues/new?group={world.other_group_id}")
        assert form_fields(next(client.page.find(f".//{XHTML}main").iter(f"{XHTML}form")))["group"]
        send_report(client, group=world.other_group_id)
        assert issue_of(database).quarter_id == world.other_quarter_id

    @pytest.mark.parametrize("group", ["999", "nonsense"])
    def test_a_group_that_is_not_there_is_not_found(self, client: StrictClient, world: World, group: str) -> None:
        client.sign_in(world.resident).get(f"/issues/new?group={group}", status=404)

    @pytest.mark.parametrize("language", ["de", "ar"])
    def test_every_step_exists_in_every_language(self, client: StrictClient, world: World, language: str) -> None:
        client.get(f"/issues/new?lang={language}")
        write(client)
        assert client.page.get("lang") == language
        client.submit(action="/issues/new", to="send", status=200)
        assert client.page.get("lang") == language


class TestVisitor:
    """Somebody who has not signed in writes, and says who they are only at the end."""

    def test_is_told_at_the_beginning_that_an_account_is_needed(self, client: StrictClient, world: World) -> None:
        client.get("/issues/new?lang=en")
        assert "To send it you need an account" in client.text
        client.sign_in(world.resident).get("/issues/new")
        assert "To send it you need an account" not in client.text

    def test_makes_an_account_and_sends_in_one_go(self, client: StrictClient, world: World, database: Database) -> None:
        write(client)
        assert "What you wrote is kept." in client.text
        client.submit(action="/issues/new", to="send", status=200)
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action="/issues/new", to="sign_up", **who, follow=True)
        assert "Thank you, your issue is here" in client.text and "by you" in client.text
        with database.session(writes=False) as session:
            ada = session.exec(select(Person).where(Person.email == "ada@test.example")).one()
        issue = issue_of(database)
        assert (issue.reporter_id, issue.title, issue.text) == (ada.id, WRITTEN["title"], WRITTEN["text"])

    def test_signs_in_and_sends_in_one_go(self, client: StrictClient, world: World, database: Database) -> None:
        write(client, text="First line.\nSecond line, “quoted”.")
        client.submit(action="/issues/new", to="send", status=200)
        who = {"known-email": "resident@test.example", "known-password": PASSWORD}
        client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, follow=True)
        assert "by you" in client.text
        assert issue_of(database).text == "First line.\nSecond line, “quoted”."
        client.get("/accounts/profile")

    def test_a_wrong_password_loses_nothing(self, client: StrictClient, world: World, database: Database) -> None:
        write(client)
        client.submit(action="/issues/new", to="send", status=200)
        who = {"known-email": "resident@test.example", "known-password": "wrong"}
        client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, status=422)
        assert "do not fit together" in client.text
        assert self.second_form(client)["text"] == WRITTEN["text"]
        for attempt in range(2, 12):
            status = 422 if attempt <= 10 else 429
            client.post("/issues/new", self.second_form(client) | who | {"to": "sign_in"}, status=status)
        assert "Too many attempts." in client.text
        assert self.second_form(client)["text"] == WRITTEN["text"]
        assert count(database) == 0

    @pytest.mark.parametrize(
        ("who", "advice"),
        [
            ({"new-name": "", "new-email": "x", "new-password": "short"}, "Please write a name"),
            (
                {"new-name": "R", "new-email": "resident@test.example", "new-password": "a long password"},
                "There is an account with this address already.",
            ),
        ],
    )
    def test_what_is_wrong_with_an_account_is_said_and_nothing_lost(
        self, client: StrictClient, world: World, database: Database, who: dict[str, str], advice: str
    ) -> None:
        write(client)
        client.submit(action="/issues/new", to="send", status=200)
        people = count(database, Person)
        client.submit(action="/issues/new", to="sign_up", **who, status=422)
        assert advice in client.text
        client.submit(action="/issues/new", to="look", status=200)
        assert WRITTEN["title"] in client.text
        assert (count(database), count(database, Person)) == (0, people)

    def test_brings_no_photo_before_we_know_them(self, client: StrictClient, app, database: Database) -> None:
        client.get("/issues/new?category=waste&lang=en")
        assert "You can add photos when your issue is sent." in client.text
        write(client, photo=photo())
        assert not list(app.extensions["quarter.storage"]._folder.glob("*"))

    def second_form(self, client: StrictClient) -> dict[str, Any]:
        """The fields of the form for those who have an account."""
        main = client.page.find(f".//{XHTML}main")
        return form_fields([form for form in main.iter(f"{XHTML}form") if form.get("method") == "post"][1])


class TestSimilar:
    def titles(self, database: Database, world: World, words: str, **about: Any) -> list[str]:
        with database.session(writes=False) as session:
            category = about.pop("category", Category.PLAYGROUND)
            return [row.title for row in queries.list_similar(session, world.group_id, category, words, **about)]

    def test_is_found_by_the_words_of_title_and_place(self, world: World, database: Database) -> None:
        stored(database, world, title="Schaukel kaputt", place="Spielplatz Nord")
        stored(database, world, title="Laterne dunkel", place="Spielplatz Nord", category=Category.LIGHTING)
        stored(database, world, title="Bank fehlt", place="Uferweg", category=Category.GREENERY)
        assert self.titles(database, world, "Die Schaukel ist kaputt Spielplatz Nord") == [
            "Schaukel kaputt",
            "Laterne dunkel",
        ]
        assert self.titles(database, world, "100%_ völlig anders", category=Category.OTHER) == []

    def test_what_is_about_the_same_comes_first_and_is_not_driven_away_by_the_place(
        self, world: World, database: Database
    ) -> None:
        stored(database, world, title="Weg ist stockdunkel", place="Hinter Haus 12", category=Category.LIGHTING)
        for title in ("Glascontainer voll", "Bäume vertrocknen", "Pfütze"):
            stored(database, world, title=title, place="Uferstraße 2", category=Category.GREENERY)
        about = {"category": Category.LIGHTING}
        assert self.titles(database, world, "", **about) == ["Weg ist stockdunkel"]
        for words in ("Uferstraße", "Laterne kaputt Uferstraße", "Laterne ist dunkel Uferstraße"):
            assert self.titles(database, world, words, **about)[0] == "Weg ist stockdunkel", words

    def test_what_says_the_same_is_found_under_another_category(self, world: World, database: Database) -> None:
        for number in range(3):
            stored(database, world, title=f"Bin {number}", place="", category=Category.WASTE)
        stored(database, world, title="Swing broken, chain torn", place="", category=Category.SAFETY)
        found = self.titles(database, world, "The swing is broken: a torn chain", category=Category.WASTE)
        assert found[0] == "Swing broken, chain torn"

    def test_is_found_by_the_point(self, world: World, database: Database) -> None:
        stored(database, world, title="Near", latitude=52.4785, longitude=13.4311)
        stored(database, world, title="Far", latitude=52.49, longitude=13.4311)
        assert self.titles(database, world, "", point=(52.4786, 13.4312), category=Category.OTHER) == ["Near"]

    def test_before_anything_is_written_the_newest_of_the_category_are_shown(
        self, world: World, database: Database
    ) -> None:
        for number in range(5):
            stored(database, world, title=f"Swing {number}")
        stored(database, world, title="Lamp", category=Category.LIGHTING)
        assert self.titles(database, world, "") == ["Swing 4", "Swing 3", "Swing 2"]

    def test_what_is_closed_or_elsewhere_is_not_offered(self, world: World, database: Database) -> None:
        with database.unit_of_work() as session:
            for state in (IssueState.DONE, IssueState.DECLINED):
                report(session, world).state = state
            report(session, world, group=world.other_group(session))
        assert self.titles(database, world, "The swing is broken") == []

    def test_is_offered_while_writing_and_before_sending_and_can_be_supported_instead(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        write(client.sign_in(world.neighbour))
        assert "Is it one of these?" in client.text
        (button,) = [one for one in client.page.iter(f"{XHTML}button") if one.get("formaction")]
        assert button.get("form") == "instead"
        client.post(button.get("formaction"), follow=True)
        assert "1 person supports this. You do, too." in client.text
        assert (count(database), issue_id) == (1, 1)

    def test_stays_folded_until_something_was_written(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world)
        address = "/issues/new?lang=en&category=playground"
        htmx = {"HX-Request": "true", "HX-Target": "section#similar"}
        for given, headers, is_open in (("", {}, False), ("&title=", htmx, False), ("&title=swing", htmx, True)):
            client.get(address + given, headers=headers)
            fold = client.page.find(f".//{XHTML}section[@id='similar']/{XHTML}details")
            assert (fold.get("open") is not None) is is_open

    def test_ones_own_is_shown_without_a_button(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        client.sign_in(world.resident).get("/issues/new?category=playground")
        assert "reported by you" in client.text
        assert not [one for one in client.page.iter(f"{XHTML}button") if one.get("formaction")]

    def test_htmx_asks_for_the_part_alone(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "section#similar"}
        address = "/issues/new?lang=en&category=waste&title=broken+swing&place="
        answer = client.get(address, headers=htmx).get_data(as_text=True)
        assert "<h1" not in answer and "The swing is broken" in answer

    def test_more_issues_cost_no_more_statements(self, client: StrictClient, world: World, database: Database) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (1, 12):
            for _ in range(number):
                stored(database, world)
            client.get("/issues/new?category=playground&title=swing")
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 8
