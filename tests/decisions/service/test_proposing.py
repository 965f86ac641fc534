"""Putting a question, again in other words, and opening its vote."""

from datetime import timedelta

from sqlmodel import select

from quarter.decisions.domain import DecisionRefusal, DecisionState, Method
from quarter.decisions.models import RollEntry
from quarter.decisions.queries.decision import get_rule, list_for_items, list_rewordings
from quarter.decisions.service import proposals, voting
from quarter.decisions.service.closing import record_count
from quarter.foundation.actors import ANONYMOUS
from quarter.groups.models import Seat
from quarter.groups.service import end_seat
from tests.conftest import NOW
from tests.decisions.deeds import (
    AFTER,
    CITY,
    MEMBERS,
    add_item,
    ask_in_room,
    decide,
    fail,
    hands,
    open_vote,
    propose,
    refused,
    told,
)


class TestProposing:
    def test_a_question_keeps_the_charter_of_its_day(self, session, world) -> None:
        decision = propose(session, world)
        assert decision.state is DecisionState.DRAFT
        assert get_rule(session, decision).quorum.percent == 50
        assert told(session, decision) == ["decisions:proposed"]

    def test_a_deadline_behind_us_is_refused(self, session, world) -> None:
        assert refused(propose, session, world, closes_at=NOW) is DecisionRefusal.DEADLINE_NOT_AHEAD

    def test_only_what_failed_is_asked_again(self, session, world) -> None:
        reword = {"title": "Again", "question": "Only 40 metres?", "lang": "en", "now": AFTER}
        carried, failed = decide(session, world), fail(session, world)
        reason = refused(proposals.reword, session, world.initiative, carried, **reword)
        assert reason is DecisionRefusal.NOT_REWORDABLE
        again = proposals.reword(session, world.initiative, failed, closes_at=AFTER + timedelta(1), **reword)
        assert (again.reworded_from_id, again.method) == (failed.id, Method.ONLINE)
        assert [row.id for row in list_rewordings(session, failed, reader=ANONYMOUS)] == [again.id]

    def test_new_words_for_a_question_of_the_room_stay_under_its_item(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        record_count(session, world.secretary, decision, hands(0, 2), year=2026, number=7, now=NOW)
        again = proposals.reword(
            session, world.secretary, decision, title="Again", question="Only 40 metres?", lang="en", now=NOW
        )
        assert (again.agenda_item_id, again.method) == (item.id, Method.ROOM)
        assert [row.id for row in list_for_items(session, [item.id], reader=world.moderator)] == [decision.id, again.id]


class TestOpening:
    def test_the_roll_holds_the_voting_seats_and_nobody_else(self, session, world) -> None:
        decision = open_vote(session, world)
        roll = dict(session.exec(select(RollEntry.seat_id, RollEntry.bench)).all())
        assert set(roll) == {world.seats[name] for name in MEMBERS}
        assert roll[world.seats["city"]] is CITY
        assert told(session, decision)[-1] == "decisions:vote_opened"

    def test_it_opens_once(self, session, world) -> None:
        decision = open_vote(session, world)
        reason = refused(voting.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOT_A_DRAFT

    def test_a_deadline_that_passed_meanwhile_needs_a_new_one(self, session, world) -> None:
        decision = propose(session, world)
        reason = refused(voting.open_vote, session, world.moderator, decision, now=AFTER)
        assert reason is DecisionRefusal.DEADLINE_NOT_AHEAD
        later = AFTER + timedelta(days=1)
        voting.open_vote(session, world.moderator, decision, closes_at=later, now=AFTER)
        assert (decision.state, decision.closes_at) == (DecisionState.OPEN, later)

    def test_what_is_counted_in_the_room_does_not_open_online(self, session, world) -> None:
        item = add_item(session, world)
        decision = ask_in_room(session, world, item)
        reason = refused(voting.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOT_ONLINE

    def test_a_group_without_members_cannot_vote(self, session, world) -> None:
        for name in MEMBERS:
            end_seat(session, world.admin, session.get_one(Seat, world.seats[name]), today=NOW.date(), now=NOW)
        decision = propose(session, world)
        reason = refused(voting.open_vote, session, world.moderator, decision, now=NOW)
        assert reason is DecisionRefusal.NOBODY_MAY_VOTE
