"""Reporting in three steps, as a browser without JavaScript does it."""

from io import BytesIO

import pytest

from quarter.foundation.db import Database
from quarter.issues.domain import Category
from quarter.issues.models import Issue
from quarter.issues.queries.issue import list_photos
from tests.factories.world import World
from tests.issues.reports import WRITTEN, count, issue_of, photo, send_report, value_of, write
from tests.strict_client import XHTML, StrictClient, form_fields


def step(client: StrictClient) -> str:
    """The words of the present step."""
    (here,) = [item for item in client.page.iter(f"{XHTML}li") if item.get("aria-current") == "step"]
    return "".join(here.itertext())


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
            assert len(list_photos(session, issue.id)) == 1

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
