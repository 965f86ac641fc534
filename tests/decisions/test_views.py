"""The pages of decisions, as each kind of person meets them."""

import csv
import io
import json
from datetime import timedelta
from io import StringIO

import pikepdf
import pytest
from pypdf import PdfReader

from quarter.decisions import service
from quarter.decisions.domain import Choice, DecisionState
from quarter.decisions.models import Decision
from quarter.decisions.verification import fingerprint
from quarter.groups.models import Seat
from quarter.topics.service import open_topic
from tests.actions.deeds import agree, finish
from tests.conftest import NOW
from tests.decisions.deeds import AFTER, add_item, ask_in_room, cast, decide, fail, hands, open_vote, propose

EVERYBODY = (
    "anonymous", "resident", "initiative", "substitute", "observer", "secretary", "moderator", "admin",
    "other_moderator",
)  # fmt: skip


@pytest.fixture
def made(database, world):
    """Does a deed in a session of its own; answers the decision's id."""

    def make(deed, **changes) -> int:
        with database.unit_of_work() as session:
            return deed(session, world, **changes).id

    return make


def enter(client, world, name: str) -> None:
    client.sign_out() if name == "anonymous" else client.sign_in(getattr(world, name))


class TestRegister:
    def test_an_empty_register_explains_itself(self, client, world) -> None:
        client.get("/decisions")
        assert "has not decided anything yet" in client.text

    def test_open_votes_come_first_with_their_deadline(self, client, world, made) -> None:
        made(decide, title="Bench by the pond")
        made(open_vote, title="Play street")
        client.get("/decisions?lang=en")
        in_order = ["Open votes", "Play street", "Register", "Bench by the pond"]
        assert [client.text.index(words) for words in in_order] == sorted(map(client.text.index, in_order))
        assert "in 3 days" in client.text

    def test_filters_narrow_the_list(self, client, world, made) -> None:
        made(decide, title="Bench by the pond")
        made(fail, title="Play street")
        client.get(f"/decisions?state=not_carried&group={world.group_id}&quarter={world.quarter_id}")
        assert "Play street" in client.text and "Bench by the pond" not in client.text
        client.get(f"/decisions?quarter={world.other_quarter_id}")
        assert "Play street" not in client.text

    @pytest.mark.parametrize("query", ["state=lost", "group=x", "colour=red", "after=nonsense"])
    def test_unknown_filters_are_an_error(self, client, world, query) -> None:
        client.get(f"/decisions?{query}", status=400)

    def test_a_long_register_goes_on(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            for number in range(27):
                propose(session, world, title=f"Question {number:02d}")
        client.get("/decisions")
        assert "Question 26" in client.text and "Question 01" not in client.text
        more = next(link.get("href") for link in client.page.iter() if link.get("rel") == "next")
        client.get(more)
        assert "Question 01" in client.text and "Question 26" not in client.text

    def test_a_longer_list_takes_no_more_statements(self, client, world, made) -> None:
        made(decide), made(open_vote)
        client.get("/decisions")
        before = len(client.statements)
        for _ in range(3):
            made(decide), made(open_vote)
        client.get("/decisions")
        assert len(client.statements) == before


class TestNarrowedRegister:
    """Three decisions: one with overdue work of the city, one whose work is done, one on which nothing was agreed."""

    @pytest.fixture(autouse=True)
    def three(self, world, database) -> None:
        with database.unit_of_work() as session:
            group = world.group(session)
            self.topic = open_topic(session, world.moderator, group, title="Canal", summary="", lang="en", now=NOW).id
            late = decide(session, world, title="Lamps", topic_id=self.topic)
            agree(session, world, decision_id=late.id, due_on=NOW.date())
            agree(session, world, decision_id=late.id, due_on=NOW.date() + timedelta(days=90))
            done = decide(session, world, title="Benches", question="=1+1; shall it be?")
            organisation = world.organisations["cooperative"]
            finish(session, world, decision_id=done.id, organisation_id=organisation, person_id=None)
            decide(session, world, title="Trees")

    @pytest.fixture(autouse=True)
    def a_week_later(self, clock) -> None:
        clock.move_to(NOW + timedelta(days=7))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"Lamps", "Benches", "Trees"}),
            ("year=2026", {"Lamps", "Benches", "Trees"}),
            ("year=2025", set()),
            ("year=202", set()),
            ("topic={topic}", {"Lamps"}),
            ("organisation={city}", {"Lamps"}),
            ("organisation={cooperative}", {"Benches"}),
            ("actions=open", {"Lamps"}),
            ("actions=overdue", {"Lamps"}),
            ("actions=done", {"Benches"}),
            ("actions=none", {"Trees"}),
            ("actions=open&organisation={cooperative}", set()),
        ],
    )
    def test_page_and_file_hold_the_same(self, client, world, query: str, found: set) -> None:
        query = query.format(topic=self.topic, **world.organisations)
        client.get(f"/decisions?{query}")
        rows = client.page.iterfind(".//{*}ul[@class='rows']/{*}li/{*}a")
        assert {"".join(row.itertext()) for row in rows} == found
        assert {row["Title"] for row in table(client.get(f"/decisions/register.csv?{query}"))} == found

    def test_the_pdf_holds_the_same_and_says_what_it_was_narrowed_to(self, client, world) -> None:
        city = world.organisations["city"]
        answer = client.get(f"/decisions/register.pdf?actions=open&year=2026&organisation={city}")
        assert answer.mimetype == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.data)) as document:
            assert document.check_pdf_syntax() == []
            assert document.Root.MarkInfo.Marked is True and str(document.Root.Lang) == "en"
            with document.open_metadata() as about:
                assert about["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
                assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        assert "Lamps" in text and "Canal" in text and "2 actions were agreed on it; done: 0." in text
        assert "Benches" not in text and "Year 2026" in text
        assert (
            "No decision is like that"
            in PdfReader(io.BytesIO(client.get("/decisions/register.pdf?year=2025").data)).pages[0].extract_text()
        )

    def test_the_page_leads_to_the_same_rows_as_a_file(self, client) -> None:
        client.get("/decisions?actions=done&year=2026")
        assert "/decisions/register.csv?year=2026&actions=done" in [link.get("href") for link in client.page.iter()]
        client.get("/decisions?actions=done&year=2025")
        assert "Show all decisions" in client.text

    def test_the_file_is_numbered_and_says_how_it_went(self, client) -> None:
        [row] = table(client.get("/decisions/register.csv?actions=open"))
        assert row["Number"].startswith("2026/online-")
        assert (row["Decided on"], row["Topic"], row["Outcome"]) == ("2026-11-26", "Canal", "Carried")
        assert (row["In favour"], row["Against"], row["Actions agreed"], row["Actions done"]) == ("6", "0", "2", "0")
        assert row["Address"].startswith("http://localhost/decisions/")

    def test_nothing_typed_is_a_formula_in_it(self, client) -> None:
        [row] = table(client.get("/decisions/register.csv?actions=done"))
        assert row["Wording"] == "'=1+1; shall it be?"

    @pytest.mark.parametrize("query", ["actions=some", "year=x", "topic=-1", "colour=red"])
    def test_unknown_filters_are_an_error(self, client, query: str) -> None:
        client.get(f"/decisions?{query}", status=400)
        client.get(f"/decisions/register.csv?{query}", status=400)
        client.get(f"/decisions/register.pdf?{query}", status=400)

    def test_a_longer_file_takes_no_more_statements(self, client, made) -> None:
        client.get("/decisions/register.csv")
        before = len(client.statements)
        made(decide)
        client.get("/decisions/register.csv")
        assert len(client.statements) == before


def table(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline="")))


class TestEveryPageForEverybody:
    @pytest.mark.parametrize("name", EVERYBODY)
    @pytest.mark.parametrize("state", [propose, open_vote, decide, fail])
    def test_the_decision_can_be_read(self, client, world, made, name, state) -> None:
        decision_id = made(state)
        enter(client, world, name)
        client.get(f"/decisions/{decision_id}")
        assert "Shall 80 metres become a play street?" in client.text

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, world, made, language) -> None:
        for state in (open_vote, fail):
            client.get(f"/decisions/{made(state)}?lang={language}")
            assert client.page.get("lang") == language

    def test_a_foreign_number_is_not_there(self, client, world) -> None:
        for address in ("/decisions/999", "/decisions/999.json", "/decisions/x", "/decisions/999/reword"):
            client.get(address, status=404)
        client.sign_in(world.initiative)
        client.post("/decisions/999/ballot", {"choice": "yes"}, status=404)


class TestVoting:
    def test_a_member_votes_and_changes_the_vote(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        assert "You may vote" in client.text and "0 of 6 seats have voted" in client.text
        client.submit(action="/ballot", choice="yes", follow=True)
        assert "You have voted" in client.text
        client.submit(action="/ballot", choice="no", follow=True)
        assert "1 of 6 seats have voted" in client.text

    def test_no_interim_result_is_shown(self, client, world, made, database) -> None:
        decision_id = made(open_vote)
        with database.unit_of_work() as session:
            cast(session, world, session.get_one(Decision, decision_id), city=Choice.NO)
        client.get(f"/decisions/{decision_id}")
        assert "Who voted how" not in client.text and "Against" not in client.text
        client.get(f"/decisions/{decision_id}.json", status=404)

    def test_nothing_chosen_says_what_to_do(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        client.submit(action="/ballot", status=422)
        assert "Please choose: in favour, against, or abstain." in client.text

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("anonymous", "Please sign in if you are one"),
            ("resident", "only members who held a voting seat"),
            ("substitute", "only members who held a voting seat"),
            ("moderator", "only members who held a voting seat"),
        ],
    )
    def test_who_cannot_vote_reads_why(self, client, world, made, name, reason) -> None:
        decision_id = made(open_vote)
        enter(client, world, name)
        client.get(f"/decisions/{decision_id}")
        assert reason in client.text
        assert "Cast vote" not in client.text

    def test_a_forced_vote_of_a_stranger_is_refused(self, client, world, made) -> None:
        decision_id = made(open_vote)
        for stranger in (world.resident, world.other_member):
            client.sign_in(stranger).post(f"/decisions/{decision_id}/ballot", {"choice": "yes"}, status=403)

    def test_a_seat_that_came_after_the_roll_is_refused_with_the_reason(self, client, world, made) -> None:
        decision_id = made(_open_without_neighbour)
        address = f"/decisions/{decision_id}/ballot"
        client.sign_in(world.neighbour).post(address, {"choice": "yes"}, status=409)
        assert "you hold no seat on the roll, which was fixed when the vote opened" in client.text

    def test_a_late_vote_is_refused_with_the_reason(self, client, world, made, clock) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        clock.move_to(AFTER)
        client.submit(action="/ballot", choice="yes", status=409)
        assert "The deadline has passed, so your vote was not counted." in client.text


class TestAsking:
    def test_a_member_asks_and_the_moderator_opens(self, client, world, database) -> None:
        client.sign_in(world.initiative).get(f"/decisions/new?group={world.group_id}")
        client.submit(title="Play street", question="Shall it be?", closes_at="2026-12-01T18:00", follow=True)
        assert "Voting has not begun" in client.text and "Open the vote" not in client.text
        address = client.address
        client.sign_in(world.moderator).get(address)
        client.submit(action="/open", follow=True)
        assert "Voting ends in 8 days" in client.text, client.text[300:]

    def test_a_question_on_a_topic_joins_its_thread(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            group = world.group(session)
            topic = open_topic(session, world.moderator, group, title="Traffic", summary="", lang="en", now=NOW)
            topic_id = topic.id
        client.sign_in(world.moderator).get(f"/decisions/new?topic={topic_id}")
        client.submit(title="Play street", question="Shall it be?", closes_at="2026-12-01T18:00", follow=True)
        assert "Topic: Traffic" in client.text

    def test_wrong_input_keeps_the_typing(self, client, world) -> None:
        client.sign_in(world.initiative).get(f"/decisions/new?group={world.group_id}")
        client.submit(title="", question="Shall it be?", closes_at="2026-11-01T18:00", status=422)
        assert "Please give the question a short title." in client.text
        assert "This time has passed. Please choose a later one." in client.text
        assert "Shall it be?" in client.text

    def test_only_the_groups_people_ask(self, client, world) -> None:
        client.get(f"/decisions/new?group={world.group_id}", status=303)
        for name in ("resident", "substitute", "admin", "other_moderator"):
            enter(client, world, name)
            client.get(f"/decisions/new?group={world.group_id}", status=403)
        client.get("/decisions/new", status=404)

    def test_only_moderator_and_secretary_open(self, client, world, made) -> None:
        decision_id = made(propose)
        client.sign_in(world.initiative)
        client.post(f"/decisions/{decision_id}/open", {"closes_at": "2026-12-01T18:00"}, status=403)

    def test_opening_needs_a_deadline_ahead(self, client, world, made) -> None:
        decision_id = made(propose)
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}")
        client.submit(action="/open", closes_at="2026-11-20T18:00", status=422)
        assert "This time has passed. Please choose a later one." in client.text

    def test_opening_twice_says_so(self, client, world, made) -> None:
        decision_id = made(open_vote)
        client.sign_in(world.secretary)
        client.post(f"/decisions/{decision_id}/open", {"closes_at": "2026-12-01T18:00"}, status=409)
        assert "Vote is open" in client.text


class TestClosing:
    def test_after_the_deadline_the_moderator_can_count(self, client, world, made, clock) -> None:
        decision_id = made(open_vote)
        clock.move_to(AFTER)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}")
        assert "Voting has ended" in client.text and "Count the votes now" not in client.text
        client.sign_in(world.moderator).get(f"/decisions/{decision_id}")
        client.submit(action="/close", follow=True)
        assert "Not carried. The group was not quorate" in client.text

    def test_not_before_it(self, client, world, made) -> None:
        client.sign_in(world.moderator).post(f"/decisions/{made(open_vote)}/close", status=409)
        assert "The vote is still running." in client.text


class TestClosedDecision:
    def test_a_sceptic_reads_outcome_reason_rule_turnout_and_names(self, client, world, made) -> None:
        client.get(f"/decisions/{made(fail)}")
        for words in (
            "Not carried. 4 of 6 votes in favour, but one bench voted against: City administration.",
            "Cooperatives: 2 of 2 in favour; quorum met.",
            "In each bench, more are in favour than against.",
            "6 of 6 voting seats took part.",
            "Amt für Grün und Verkehr",
            "Decision 2026/online-1",
        ):
            assert words in client.text

    def test_the_check_file_can_be_checked(self, client, world, made) -> None:
        decision_id = made(fail)
        response = client.get(f"/decisions/{decision_id}.json")
        document = json.loads(response.data)
        assert document["sha256"] == fingerprint(document)
        assert 'filename="decision-2026-online-1.json"' in response.headers["Content-Disposition"]
        client.get(f"/decisions/{decision_id}")
        assert document["sha256"] in client.text

    def test_what_follows_stands_with_owner_day_and_state(self, client, world, made) -> None:
        decision_id = made(decide)
        client.get(f"/decisions/{decision_id}")
        assert "Nothing is agreed on this decision yet." in client.text
        assert "Note who does what by when" not in client.text
        made(finish, decision_id=decision_id, title="Paint the street")
        made(agree, decision_id=decision_id, title="Put up signs")
        client.get(f"/decisions/{decision_id}")
        [paint, signs] = [
            " ".join("".join(row.itertext()).split())
            for row in client.page.iterfind(".//{*}section[@aria-labelledby='following']/{*}ul/{*}li")
        ]
        assert "Put up signs Not begun Amt für Grün und Verkehr due" in signs
        assert "Paint the street Done" in paint
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}")
        assert "Note who does what by when" in client.text

    def test_from_what_was_not_carried_nothing_follows(self, client, world, made) -> None:
        client.sign_in(world.secretary).get(f"/decisions/{made(fail)}")
        assert "What follows" not in client.text and "Note who does what" not in client.text

    def test_more_actions_take_no_more_statements(self, client, world, made) -> None:
        decision_id = made(decide)
        client.get(f"/decisions/{decision_id}")
        before = len(client.statements)
        for number in range(3):
            made(agree, decision_id=decision_id, title=f"Sign {number}")
        client.get(f"/decisions/{decision_id}")
        assert len(client.statements) == before

    def test_a_failed_question_is_asked_again_and_both_link(self, client, world, made) -> None:
        decision_id = made(fail)
        client.sign_in(world.initiative).get(f"/decisions/{decision_id}/reword")
        client.submit(title="Shorter play street", closes_at="2026-12-20T18:00", follow=True)
        assert "Asked before in other words: Play street" in client.text
        client.get(f"/decisions/{decision_id}")
        assert "Asked again in new words: Shorter play street" in client.text

    def test_a_question_of_the_room_is_reworded_without_a_deadline(self, client, world, made) -> None:
        decision_id = made(_fail_in_room)
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}/reword")
        assert "Voting ends" not in client.text
        client.submit(title="Shorter play street", follow=True)
        assert "This question is voted on in the meeting" in client.text and "To the meeting" in client.text

    def test_a_carried_one_is_not(self, client, world, made) -> None:
        decision_id = made(decide)
        client.sign_in(world.moderator).get(f"/decisions/{decision_id}")
        assert "Ask again" not in client.text
        client.get(f"/decisions/{decision_id}/reword", status=409)


def _open_without_neighbour(session, world) -> Decision:
    """The neighbour's seat began only after the vote was opened: it is not on the roll."""
    seat = session.get_one(Seat, world.seats["neighbour"])
    seat.from_on = NOW.date() + timedelta(days=1)
    decision = open_vote(session, world)
    seat.from_on = NOW.date()
    return decision


def _fail_in_room(session, world) -> Decision:
    item = add_item(session, world)
    decision = ask_in_room(session, world, item)
    service.record_count(session, world.secretary, decision, hands(0, 2), number=7, now=NOW)
    assert decision.state is DecisionState.CLOSED
    return decision
