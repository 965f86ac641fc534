"""Agreeing on an action, and reporting until it is done."""

from datetime import timedelta

import pytest
from sqlmodel import select

from quarter.actions import queries, service
from quarter.actions.domain import ActionRefusal, ActionState, Standing
from quarter.foundation.audit import AuditEntry
from quarter.foundation.refusals import Refusal
from tests.actions.deeds import IN_A_WEEK, TODAY, agree, finish, raised_and_done, report
from tests.conftest import NOW


def told(session, action) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.subject_kind == "action", AuditEntry.subject_id == action.id)
    return list(session.exec(query.order_by(AuditEntry.id)))


class TestAgreeing:
    def test_it_is_noted_with_owner_and_day(self, session, world) -> None:
        action = agree(session, world)
        entry = session.exec(select(AuditEntry).where(AuditEntry.name == "actions:agreed")).one()
        assert entry.data == {"organisation": "Amt für Grün und Verkehr", "due_on": "2026-11-30"}
        assert action.state is ActionState.OPEN

    def test_a_day_that_passed_is_refused(self, session, world) -> None:
        with pytest.raises(Refusal) as refusal:
            agree(session, world, due_on=TODAY - timedelta(days=1))
        assert refusal.value.reason is ActionRefusal.DUE_DAY_PASSED

    def test_it_may_be_due_today(self, session, world) -> None:
        assert agree(session, world, due_on=TODAY).due_on == TODAY

    def test_the_person_must_sit_for_the_organisation(self, session, world) -> None:
        with pytest.raises(Refusal) as refusal:
            agree(session, world, person_id=world.initiative.person_id)
        assert refusal.value.reason is ActionRefusal.NOT_OF_THIS_ORGANISATION

    def test_nobody_in_particular_is_fine(self, session, world) -> None:
        assert agree(session, world, person_id=None).person_id is None


class TestReporting:
    def test_done_notes_the_day(self, session, world) -> None:
        action = agree(session, world)
        report(session, world, action, ActionState.IN_PROGRESS)
        assert (action.state, action.done_on) == (ActionState.IN_PROGRESS, None)
        report(session, world, action, ActionState.DONE)
        assert (action.state, action.done_on) == (ActionState.DONE, TODAY)
        assert told(session, action) == ["actions:agreed", "actions:progressed", "actions:done"]

    def test_a_word_after_it_is_done_keeps_the_day(self, session, world) -> None:
        action = finish(session, world)
        report(session, world, action, ActionState.DONE, "The last lamp was repaired.")
        assert action.done_on == TODAY
        assert told(session, action)[-1] == "actions:progressed"

    def test_it_can_be_taken_up_again(self, session, world) -> None:
        action = finish(session, world)
        report(session, world, action, ActionState.IN_PROGRESS, "Two lamps are dark again.")
        assert (action.state, action.done_on) == (ActionState.IN_PROGRESS, None)
        assert told(session, action)[-1] == "actions:reopened"

    def test_all_reports_stay_newest_first(self, session, world) -> None:
        action = agree(session, world)
        for text in ("Ordered.", "Delivered."):
            report(session, world, action, ActionState.IN_PROGRESS, text)
        assert [update.text for update in queries.list_updates(session, action)] == ["Delivered.", "Ordered."]


class TestLists:
    def test_the_longest_overdue_comes_first_and_done_is_apart(self, session, world) -> None:
        soon, late = agree(session, world), agree(session, world, due_on=TODAY)
        done = finish(session, world)
        later = TODAY + timedelta(days=1)
        assert [row.id for row in queries.list_actions(session, later).rows] == [late.id, soon.id]
        overdue = queries.list_actions(session, later, state=Standing.OVERDUE).rows
        assert [row.id for row in overdue] == [late.id]
        assert [row.id for row in queries.list_actions(session, later, state=Standing.DONE).rows] == [done.id]

    def test_filters_by_place_and_owner(self, session, world) -> None:
        ours = agree(session, world)
        theirs = agree(session, world, organisation_id=world.organisations["cooperative"], person_id=None)
        listed = queries.list_actions(session, TODAY, organisation=world.organisations["cooperative"]).rows
        assert [row.id for row in listed] == [theirs.id]
        assert queries.list_actions(session, TODAY, group=world.other_group_id).rows == []
        assert len(queries.list_actions(session, TODAY, quarter=world.quarter_id).rows) == 2
        assert [row.id for row in queries.list_open_actions(session, world.group_id)] == [ours.id, theirs.id]

    def test_pages_go_on_where_days_are_equal(self, session, world) -> None:
        ids = [agree(session, world, due_on=IN_A_WEEK).id for _ in range(27)]
        first = queries.list_actions(session, TODAY)
        second = queries.list_actions(session, TODAY, first.after)
        assert [row.id for row in (*first.rows, *second.rows)] == ids


class TestConfirming:
    def test_who_raised_it_says_whether_it_is_done(self, session, world) -> None:
        action = raised_and_done(session, world)
        for neighbour, is_done in ((world.resident, True), (world.neighbour, False)):
            service.confirm(session, neighbour, action, is_done=is_done, now=NOW)
        opinions = queries.get_opinions(session, action, world.neighbour.person_id)
        assert (opinions.done, opinions.not_yet, opinions.own) == (1, 1, 0)
        assert told(session, action)[-2:] == ["actions:confirmed", "actions:doubted"]

    def test_one_person_is_counted_once_and_may_change_their_mind(self, session, world) -> None:
        action = raised_and_done(session, world)
        for is_done in (False, False, True):
            service.confirm(session, world.resident, action, is_done=is_done, now=NOW)
        opinions = queries.get_opinions(session, action, None)
        assert (opinions.done, opinions.not_yet, opinions.own) == (1, 0, None)

    def test_others_are_not_asked(self, session, world) -> None:
        action = raised_and_done(session, world)
        with pytest.raises(Refusal) as refusal:
            service.confirm(session, world.observer, action, is_done=True, now=NOW)
        assert refusal.value.reason is ActionRefusal.DID_NOT_RAISE_IT

    def test_taken_up_again_it_is_asked_anew(self, session, world) -> None:
        action = raised_and_done(session, world)
        service.confirm(session, world.resident, action, is_done=False, now=NOW)
        report(session, world, action, ActionState.IN_PROGRESS, "One lamp is missing.")
        report(session, world, action, ActionState.DONE, "Now all are there.")
        assert queries.get_opinions(session, action, None).not_yet == 0
