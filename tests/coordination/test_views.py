"""Coordination and Desk, as each kind of person meets them."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from quarter.actions.domain import ActionState
from quarter.decisions.domain import Choice
from quarter.foundation.actors import Role
from quarter.groups import service as groups
from quarter.groups.models import Seat
from quarter.meetings import service as meetings
from quarter.meetings.domain import Reply
from quarter.meetings.models import Meeting
from tests.actions.deeds import agree, doubted, finish
from tests.actions.deeds import report as report_progress
from tests.conftest import NOW
from tests.coordination.due import TODAY, answer, report
from tests.decisions.deeds import cast, open_vote, propose
from tests.meetings.evening import BEGIN, planned, running
from tests.meetings.test_objections import circulated, objection

VIEWS = ("list", "board", "calendar")


@pytest.fixture
def made(database, world):
    """Does a deed in a session of its own; answers the id of what it made."""

    def make(deed, *args, **changes) -> int:
        with database.unit_of_work() as session:
            return deed(session, world, *args, **changes).id

    return make


@pytest.fixture
def second_group(database, world) -> int:
    """The moderator moderates the other quarter's group, too."""
    from quarter.accounts.models import Person

    with database.unit_of_work() as session:
        groups.give_seat(
            session, world.admin, world.other_group(session), session.get_one(Person, world.moderator.person_id),
            role=Role.MODERATOR, bench_id=None, organisation_id=None, from_on=TODAY, now=NOW,
        )  # fmt: skip
    return world.other_group_id


def everything(database, world, count: int = 1) -> None:
    """`count` of each kind of thing that can be due."""
    with database.unit_of_work() as session:
        for number in range(count):
            report(session, world, f"Ungefragt {number}")
            issue = report(session, world, f"Gefragt {number}", asked="city")
            answer(session, world, report(session, world, f"Beantwortet {number}", asked="city"))
            assert issue
            agree(session, world, title=f"Offen {number}")
            report_progress(session, world, agree(session, world, title=f"Dabei {number}"), ActionState.IN_PROGRESS)
            finish(session, world)
            propose(session, world, title=f"Frage {number}")
            cast(session, world, open_vote(session, world, title=f"Abstimmung {number}"), city=Choice.YES)
            planned(session, world, starts_at=BEGIN + timedelta(days=number))


def primary(client) -> list[str]:
    """The words of the primary deeds on the page."""
    return [
        "".join(element.itertext())
        for element in client.page.iter()
        if "kern-btn--primary" in (element.get("class") or "")
    ]


def links(client) -> dict[str, str]:
    """Where the page leads, by words."""
    return {
        " ".join("".join(element.itertext()).split()): element.get("href")
        for element in client.page.iter()
        if element.get("href") and element.tag.endswith("}a")
    }


def table(response) -> list[list[str]]:
    assert response.mimetype == "text/csv" and "attachment" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(response.data.decode("utf-8-sig"))))


class TestWhoEnters:
    @pytest.mark.parametrize("address", ["/coordination", "/coordination.csv"])
    @pytest.mark.parametrize("name", ["resident", "city", "observer", "admin"])
    def test_only_who_keeps_minutes_coordinates(self, client, world, address, name) -> None:
        client.sign_in(getattr(world, name)).get(address, status=403)

    @pytest.mark.parametrize("address", ["/desk", "/desk.csv"])
    @pytest.mark.parametrize("name", ["resident", "neighbour", "moderator", "secretary", "admin"])
    def test_only_who_speaks_for_an_organisation_has_a_desk(self, client, world, address, name) -> None:
        client.sign_in(getattr(world, name)).get(address, status=403)

    @pytest.mark.parametrize("address", ["/coordination", "/coordination.csv", "/desk", "/desk.csv"])
    def test_others_sign_in_first(self, client, world, address) -> None:
        answer = client.get(address, status=303)
        assert "/accounts/sign-in" in answer.headers["Location"]

    def test_a_foreign_group_or_organisation_is_not_there(self, client, world) -> None:
        client.sign_in(world.moderator)
        for address in ("/coordination", "/coordination.csv"):
            client.get(f"{address}?group={world.other_group_id}", status=404)
            client.get(f"{address}?group=999", status=404)
        client.sign_in(world.other_moderator).get(f"/coordination?group={world.group_id}", status=404)
        client.sign_in(world.city).get(f"/desk?organisation={world.organisations['cooperative']}", status=404)

    @pytest.mark.parametrize("query", ["kind=late", "kind=action&kind=late", "view=pie", "group=x", "colour=red"])
    def test_unknown_filters_are_an_error(self, client, world, query) -> None:
        client.sign_in(world.moderator).get(f"/coordination?{query}", status=400)
        client.get(f"/coordination.csv?{query}", status=400)

    def test_a_seat_that_has_ended_opens_nothing(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            for name in ("moderator", "city"):
                seat = session.get_one(Seat, world.seats[name])
                groups.end_seat(session, world.admin, seat, today=TODAY, now=NOW)
        client.sign_in(world.moderator).get("/coordination", status=403)
        client.sign_in(world.city).get("/desk", status=403)

    @pytest.mark.parametrize(
        ("name", "places"),
        [
            ("anonymous", set()), ("resident", set()), ("admin", set()), ("neighbour", set()),
            ("moderator", {"Coordination"}), ("secretary", {"Coordination"}), ("city", {"Desk"}),
        ],
    )  # fmt: skip
    def test_the_place_is_shown_to_whom_it_is_for(self, client, world, name, places) -> None:
        client.sign_out() if name == "anonymous" else client.sign_in(getattr(world, name))
        client.get("/")
        assert set(links(client)) & {"Coordination", "Desk"} == places


class TestCoordination:
    def test_nothing_needs_you(self, client, world) -> None:
        client.sign_in(world.moderator).get("/coordination")
        assert "Nothing needs you today. Nothing is planned either." in client.text
        assert "No meeting is planned yet. Plan a meeting" in client.text
        assert primary(client) == []

    def test_nothing_needs_you_yet_but_something_comes(self, client, world, made) -> None:
        made(report, "Lampe", asked="city")
        client.sign_in(world.moderator).get("/coordination")
        assert "Nothing needs you today. What comes next stands below." in client.text
        assert "answer due in 14 days" in client.text

    def test_the_most_urgent_comes_first_with_its_deed(self, client, world, made, clock) -> None:
        made(report, "Spät", asked="city")
        clock.move_to(NOW + timedelta(days=15))
        made(report, "Ungefragt", days=15)
        client.sign_in(world.moderator).get("/coordination")
        assert primary(client) == ["Ask another organisation"]
        assert client.text.index("Spät") < client.text.index("Ungefragt")
        for words in (
            "2 things need you today",
            "Overdue",
            "Amt für Grün und Verkehr",
            "Ask an organisation to answer",
        ):
            assert words in client.text

    def test_a_running_meeting_goes_before_all(self, client, world, made, clock) -> None:
        made(report, "Lampe")
        made(running)
        clock.move_to(BEGIN)
        client.sign_in(world.secretary).get("/coordination")
        assert primary(client) == ["Go on with the meeting"]

    def test_the_next_meeting_says_what_is_missing_and_who_must_come(self, client, database, world, made) -> None:
        with database.unit_of_work() as session:
            for name in ("city", "second_city"):
                seat = session.get_one(Seat, world.seats[name])
                groups.end_seat(session, world.admin, seat, today=TODAY, now=NOW)
        made(planned)
        client.sign_in(world.moderator).get("/coordination")
        for words in (
            "The invitation has not been sent yet.", "A bench has fewer seats than the charter asks for.",
            "To decide, at least 2 of 4 seats with a vote must come.", "City administration1 seat is vacant",
            "Reckoned from the seats held on that day and from the answers to the invitation.",
        ):  # fmt: skip
            assert words in client.text
        assert primary(client) == ["Invite the group"]

    def test_the_answers_to_the_invitation_are_counted(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            meeting = planned(session, world)
            meetings.invite(session, world.moderator, meeting, now=NOW)
            for name, says in (("city", Reply.COMES), ("cooperative", Reply.COMES), ("initiative", Reply.CANNOT_COME)):
                meetings.reply(
                    session, getattr(world, name), meeting, session.get_one(Seat, world.seats[name]), says=says, now=NOW
                )
            meeting_id = meeting.id
        client.sign_in(world.moderator).get("/coordination")
        assert "Not enough for the quorum yet: 2 of 6" in client.text and "City administration11 of 2" in client.text
        with database.unit_of_work() as session:
            meeting, seat = session.get_one(Meeting, meeting_id), session.get_one(Seat, world.seats["neighbour"])
            meetings.reply(session, world.neighbour, meeting, seat, says=Reply.COMES, now=NOW)
        client.get("/coordination")
        assert "Enough for the quorum: 3 of 6" in client.text

    def test_what_only_the_moderator_may_do_is_no_deed_of_the_secretary(self, client, world, made) -> None:
        made(planned)
        client.sign_in(world.secretary).get("/coordination")
        assert primary(client) == ["Have a look"] and "waits for the moderator" in client.text

    def test_every_deed_leads_to_a_page(self, client, database, world, clock) -> None:
        everything(database, world)
        with database.unit_of_work() as session:
            meeting = running(session, world)
            meetings.end(session, world.secretary, meeting, now=BEGIN + timedelta(hours=2))
        clock.move_to(NOW + timedelta(days=21))
        client.sign_in(world.moderator).get("/coordination")
        deeds = {
            "Ask an organisation to answer", "Ask another organisation", "Report progress", "Open the vote",
            "Circulate the minutes", "Count the votes",
        }  # fmt: skip
        found = {words.split(":")[0]: address for words, address in links(client).items()}
        assert deeds <= set(found)
        for words in deeds:
            client.get(found[words])

    def test_kinds_narrow_the_list(self, client, database, world) -> None:
        everything(database, world)
        client.sign_in(world.moderator).get("/coordination?kind=action")
        assert "Offen 0" in client.text and "Ungefragt 0" not in client.text
        client.get("/coordination?kind=action&kind=ask")
        assert "Offen 0" in client.text and "Ungefragt 0" in client.text and "Gefragt 0" not in client.text

    def test_the_vote_tells_its_turnout_and_never_how(self, client, database, world) -> None:
        everything(database, world)
        client.sign_in(world.moderator).get("/coordination?kind=vote")
        assert "1 of 6 seats have voted so far." in client.text and "In favour" not in client.text

    def test_the_board_and_the_calendar_show_the_same(self, client, database, world) -> None:
        everything(database, world)
        client.sign_in(world.moderator).get("/coordination?view=board")
        for words in ("New (2)", "Answered (1)", "Not begun (1)", "In progress (1)", "Done (1)"):
            assert words in client.text
        client.get("/coordination?view=calendar")
        for words in ("November 2026", "December 2026", "in 7 days, Mon 30 Nov", "Abstimmung 0", "18:00"):
            assert words in client.text

    def test_who_moderates_two_groups_chooses(self, client, world, made, second_group) -> None:
        made(report, "Lampe")
        client.sign_in(world.moderator).get(f"/coordination?group={second_group}")
        assert "Lampe" not in client.text and "Kanalviertel" in client.text and "Bergviertel" in client.text
        client.get(f"/coordination?group={world.group_id}")
        assert "Lampe" in client.text

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, database, world, view, language) -> None:
        everything(database, world)
        client.sign_in(world.moderator).get(f"/coordination?view={view}&lang={language}")
        assert client.page.get("lang") == language

    @pytest.mark.parametrize("view", VIEWS)
    def test_many_cost_as_many_statements_as_few(self, client, database, world, view) -> None:
        everything(database, world)
        client.sign_in(world.moderator).get(f"/coordination?view={view}")
        few = len(client.statements)
        everything(database, world, 12)
        client.get(f"/coordination?view={view}")
        assert len(client.statements) == few <= 12

    def test_more_than_a_page_holds_is_said(self, client, world, database, monkeypatch) -> None:
        monkeypatch.setattr("quarter.coordination.views.MANY", 2)
        everything(database, world, 3)
        client.sign_in(world.moderator).get("/coordination")
        assert "Only the most urgent of each kind stand here." in client.text
        assert "More needs you today than fits here." in client.text and "Actions (2+)" in client.text

    def test_objections_are_answered_before_the_minutes_are_approved(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            meeting = circulated(session, world)
            objection(session, world, meeting)
            meeting_id = meeting.id
        client.sign_in(world.moderator).get("/coordination?lang=en")
        assert links(client)["Answer the objections"] == f"/meetings/{meeting_id}/minutes#objections"
        assert "Approve the minutes" not in client.text

    def test_the_moderator_clears_up_a_doubt(self, client, database, world, made) -> None:
        action_id = made(doubted)
        client.sign_in(world.moderator).get("/coordination?lang=en")
        assert "Reported as done, doubted" in client.text and primary(client) == ["Clear up the doubt"]
        assert links(client)["Clear up the doubt"] == f"/actions/{action_id}"
        client.get("/coordination?view=board&lang=en")
        assert client.text.count("Reported as done, doubted") == 2
        client.sign_in(world.secretary).get("/coordination?lang=en")
        assert "Clear up the doubt" not in client.text and "Reported as done, doubted" in client.text

    def test_who_asks_from_here_comes_back_and_finds_less_to_do(self, client, world, made, clock) -> None:
        made(report, "Lampe")
        clock.move_to(NOW + timedelta(days=20))
        client.sign_in(world.moderator).get("/coordination?kind=ask&kind=answer")
        assert "1 thing needs you today." in client.text
        client.get(links(client)["Ask an organisation to answer"])
        client.submit(organisation=str(world.organisations["city"]), follow=True)
        assert client.address == "/coordination?kind=ask&kind=answer" and "Nothing needs you today." in client.text
        assert "Overdue" in client.text and "Asked on Sun 13 Dec; a week later you are reminded here." in client.text
        clock.move_to(NOW + timedelta(days=27))
        client.get("/coordination")
        assert "1 thing needs you today." in client.text and primary(client) == ["Ask another organisation"]


class TestDesk:
    def test_its_own_doubted_work_is_told(self, client, world, made) -> None:
        made(doubted)
        client.sign_in(world.city).get("/desk?lang=en")
        assert "1 is reported as done, but doubted" in client.text and "Clear up the doubt" in client.text

    def test_nothing_is_due_but_the_last_answers_stand_there(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            answer(session, world, report(session, world, "Bank fehlt", asked="city"))
        client.sign_in(world.city).get("/desk")
        assert "Nothing is due." in client.text and "Your last answers" in client.text
        assert "Bank fehlt" in client.text and primary(client) == []

    def test_the_first_can_be_answered_at_once(self, client, world, made) -> None:
        issue_id = made(report, "Lampe", asked="city")
        made(agree, title="Tauschen", due_on=TODAY + timedelta(days=30))
        client.sign_in(world.city).get("/desk")
        assert primary(client) == ["Answer"] and links(client)["Answer"] == f"/issues/{issue_id}/answer?back=/desk"
        assert "0 are overdue, 0 are due within a week, 2 are due later" in client.text

    def test_who_answers_from_the_desk_comes_back_to_it(self, client, world, made) -> None:
        first, _second = made(report, "Lampe", asked="city"), made(report, "Bank", asked="city")
        client.sign_in(world.city).get("/desk")
        client.get(links(client)["Answer"])
        assert links(client)["Go back without sending"] == "/desk"
        client.submit(state="answered", text="", status=422)
        client.submit(text="Wir kommen.", follow=True)
        assert client.address == "/desk" and "1 is due later" in client.text
        assert "Everyone can read your answer to “Lampe” now. The issue is: Answered." in client.text
        assert links(client)["Lampe"] == f"/issues/{first}"

    def test_who_reads_the_issue_first_comes_back_too(self, client, world, made) -> None:
        made(report, "Lampe", asked="city")
        organisation = world.organisations["city"]
        client.sign_in(world.city).get(f"/desk?organisation={organisation}")
        client.get(links(client)["Read more"])
        client.get(links(client)["Answer"])
        client.submit(state="answered", text="Wir kommen.", follow=True)
        assert client.address == f"/desk?organisation={organisation}"

    def test_who_reports_progress_from_the_desk_comes_back_to_it(self, client, world, made) -> None:
        made(agree, title="Tauschen")
        client.sign_in(world.city).get("/desk")
        client.get(links(client)["Report progress"])
        client.submit(action="/progress", text="Bestellt.", state="in_progress", follow=True)
        assert client.address == "/desk" and "Thank you. Your report is noted." in client.text

    @pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
    def test_nobody_is_led_elsewhere(self, client, world, made, back) -> None:
        issue_id = made(report, "Lampe", asked="city")
        client.sign_in(world.city).get(f"/issues/{issue_id}/answer", query_string={"back": back})
        assert "Back to the issue" in links(client)
        client.submit(state="answered", text="Wir kommen.", follow=True)
        assert client.address == f"/issues/{issue_id}"

    def test_a_colleague_sees_that_there_is_an_answer(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            issue = report(session, world, "Bank fehlt", asked="city")
            answer(session, world, issue)
            issue_id = issue.id
        client.sign_in(world.second_city).get(f"/issues/{issue_id}/answer")
        assert "There is an answer already." in client.text and "Wir kommen." in client.text

    def test_overdue_stands_on_top(self, client, world, made, clock) -> None:
        made(report, "Lampe", asked="city")
        made(agree, title="Tauschen")
        clock.move_to(NOW + timedelta(days=10))
        client.sign_in(world.city).get("/desk")
        assert primary(client) == ["Report progress"]
        assert "1 is overdue, 1 is due within a week" in client.text

    def test_others_are_not_asked(self, client, world, made) -> None:
        made(report, "Hof", asked="cooperative")
        client.sign_in(world.city).get("/desk")
        assert "Hof" not in client.text

    def test_many_cost_as_many_statements_as_few(self, client, database, world) -> None:
        everything(database, world)
        client.sign_in(world.city).get("/desk")
        few = len(client.statements)
        everything(database, world, 12)
        client.get("/desk")
        assert len(client.statements) == few <= 8

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, database, world, language) -> None:
        everything(database, world)
        client.sign_in(world.city).get(f"/desk?lang={language}")
        assert client.page.get("lang") == language


class TestFiles:
    def test_the_same_rows_under_names_the_reader_knows(self, client, database, world, clock) -> None:
        everything(database, world)
        clock.move_to(NOW + timedelta(days=15))
        rows = table(client.sign_in(world.moderator).get("/coordination.csv?kind=answer"))
        assert rows[0] == ["Kind", "What", "State", "Due on", "Since", "Who", "Notes", "Address"]
        assert [row[:6] for row in rows[1:]] == [
            ["Answers", "Gefragt 0", "Overdue", "2026-12-07", "2026-11-23", "Amt für Grün und Verkehr"]
        ]
        assert rows[1][7].startswith("http://localhost/issues/")
        assert len(table(client.get("/coordination.csv"))) == 8

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
    def test_no_cell_is_a_formula(self, client, world, made, sign) -> None:
        made(report, f"{sign}HYPERLINK(1)", asked="city")
        for person, address in ((world.moderator, "/coordination.csv"), (world.city, "/desk.csv")):
            rows = table(client.sign_in(person).get(address))
            assert [row[1] for row in rows[1:]] == [f"'{sign}HYPERLINK(1)"]

    def test_the_desk_can_be_taken_away(self, client, world, made) -> None:
        made(report, 'Lampe, "die große"', asked="city")
        rows = table(client.sign_in(world.city).get("/desk.csv"))
        assert [row[1] for row in rows[1:]] == ['Lampe, "die große"']
