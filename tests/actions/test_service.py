"""Agreeing on an action, and reporting until it is done."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from quarter.actions import service
from quarter.actions.domain import NOWHERE, ActionRefusal, ActionState, ActionStatus, Location, PhotoMoment, Promise
from quarter.actions.models import Action, ActionUpdate
from quarter.actions.queries.action import get_details, get_opinions, list_updates
from quarter.actions.queries.listing import ActionFilter, count_by_organisation, list_actions, list_points
from quarter.actions.queries.sources import find_place, list_from_elements, list_variants_to_adopt
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.audit import AuditEntry
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import PlanningRefusal, PlanState, VariantState
from quarter.planning.queries import VariantOfPlan
from quarter.planning.service.plans import adopt_variant
from tests.actions.deeds import (
    BRIDGE,
    IN_A_WEEK,
    TODAY,
    agree,
    doubted,
    finish,
    photo,
    raise_it,
    raised_and_done,
    report,
)
from tests.conftest import NOW
from tests.decisions.deeds import add_item, ask_in_room, decide, fail
from tests.planning.plans import AREA, BENCH, TREE, add, branch, groups_variant

DONE = ActionFilter(state=ActionStatus.DONE)


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

    def test_it_follows_from_a_decision_under_the_same_item(self, session, world) -> None:
        item, other = add_item(session, world), add_item(session, world, number=8)
        decision = ask_in_room(session, world, item)
        assert agree(session, world, decision_id=decision.id, agenda_item_id=item.id).agenda_item_id == item.id
        with pytest.raises(ValueError, match="under another item"):
            agree(session, world, decision_id=decision.id, agenda_item_id=other.id)

    def test_it_may_be_due_today(self, session, world) -> None:
        assert agree(session, world, due_on=TODAY).due_on == TODAY

    def test_the_person_must_sit_for_the_organisation(self, session, world) -> None:
        with pytest.raises(Refusal) as refusal:
            agree(session, world, person_id=world.initiative.person_id)
        assert refusal.value.reason is ActionRefusal.NOT_OF_THIS_ORGANISATION

    def test_nobody_in_particular_is_fine(self, session, world) -> None:
        assert agree(session, world, person_id=None).person_id is None


class TestPlaces:
    def test_it_is_kept_in_words_and_as_a_point(self, session, world) -> None:
        action = agree(session, world, place=BRIDGE)
        assert (action.place, action.latitude, action.longitude) == ("By the bridge", 53.5, 8.5)
        assert agree(session, world).place == ""

    @pytest.mark.parametrize("wrong", [{"latitude": 53.5}, {"latitude": 91.0, "longitude": 8.5}])
    def test_the_database_keeps_no_half_or_impossible_point(self, session, world, wrong) -> None:
        with pytest.raises(IntegrityError):
            agree(session, world, place=Location(**wrong))

    def test_a_topic_tells_where_its_first_issue_with_a_point_lies(self, session, world) -> None:
        topic = raise_it(session, world, place="Behind house 12", latitude=53.5, longitude=8.5)
        assert find_place(session, topic.id) == Location(words="Behind house 12", latitude=53.5, longitude=8.5)
        assert find_place(session, raise_it(session, world).id) == NOWHERE
        assert not find_place(session, None)

    def test_the_map_shows_what_has_a_point_and_fits_the_list(self, session, world) -> None:
        placed, overdue = agree(session, world, place=BRIDGE), agree(session, world, due_on=TODAY, place=BRIDGE)
        agree(session, world, place=Location(words="Somewhere"))
        later = TODAY + timedelta(days=1)
        assert [row.id for row in list_points(session, later, reader=ANONYMOUS)] == [overdue.id, placed.id]
        late = list_points(session, later, ActionFilter(state=ActionStatus.OVERDUE), reader=ANONYMOUS)
        assert [row.id for row in late] == [overdue.id]
        assert list_points(session, later, ActionFilter(group=world.other_group_id), reader=ANONYMOUS) == []


class TestPhotos:
    def test_a_report_may_carry_one_of_before_or_of_now(self, session, world) -> None:
        action = agree(session, world)
        report(session, world, action, ActionState.IN_PROGRESS, photo=photo(PhotoMoment.BEFORE, 1))
        report(session, world, action, ActionState.DONE, photo=photo(PhotoMoment.NOW, 2))
        report(session, world, action, ActionState.DONE)
        shown = [(update.shows, update.photo_description) for update in list_updates(session, action)]
        assert shown == [(None, None), (PhotoMoment.NOW, "Photo 2"), (PhotoMoment.BEFORE, "Photo 1")]

    @pytest.mark.parametrize("missing", ["photo", "photo_width", "photo_description", "shows"])
    def test_the_database_keeps_no_half_photo(self, session, world, missing) -> None:
        whole = {"photo_description": "", "shows": PhotoMoment.NOW, "photo": "0.webp"}
        whole |= {"photo_width": 9, "photo_height": 6}
        about = {"text": "…", "lang": "en", "state": ActionState.OPEN, "author_id": world.city.person_id}
        about |= {"action_id": agree(session, world).id, "reported_at": NOW}
        session.add(ActionUpdate(**about | whole | {missing: None}))
        with pytest.raises(IntegrityError):
            session.flush()


class TestGoingOnWithAPlan:
    @pytest.fixture
    def of(self, session, world) -> VariantOfPlan:
        """The resident's variant of a plan on the map, with a bench and a tree."""
        topic = raise_it(session, world, place="Behind house 12")
        groups = groups_variant(session, world, picture=None, area=AREA, topic_id=topic.id)
        return branch(session, groups, world.resident)

    def promise(self, session, world, of, sketch=BENCH, **point) -> Promise:
        about = {**sketch.__dict__, "x": None, "y": None, **point}
        element = add(session, of, world.resident, type(sketch)(**about)).element
        return Promise(element.id, world.organisations["city"], world.city.person_id, IN_A_WEEK)

    def go_on(self, session, world, of, decision, *promises) -> list[Action]:
        return service.go_on_with_variant(session, world.moderator, of, decision, promises, now=NOW)

    def test_the_variant_is_adopted_and_what_was_promised_is_agreed(self, session, world, of) -> None:
        decision = decide(session, world)
        bench = self.promise(session, world, of, latitude=53.5, longitude=8.5)
        tree = self.promise(session, world, of, TREE)
        one, other = self.go_on(session, world, of, decision, bench, tree)
        assert (of.plan.state, of.variant.state) == (PlanState.CLOSED, VariantState.ADOPTED)
        assert of.plan.decision_id == one.decision_id == decision.id
        assert (one.title, one.place, one.latitude) == ("A bench", "by the door", 53.5)
        assert (one.plan_element_id, one.topic_id, one.due_on) == (bench.element_id, of.plan.topic_id, IN_A_WEEK)
        assert (other.title, other.place) == ("A lime tree", "Behind house 12")  # it says no place of its own
        assert told(session, one) == ["actions:agreed"]

    def test_nothing_need_become_an_action_at_once(self, session, world, of) -> None:
        decision, later = decide(session, world), self.promise(session, world, of)
        assert self.go_on(session, world, of, decision) == []
        assert self.go_on(session, world, of, decision, later)[0].decision_id == decision.id

    def test_what_the_group_went_on_with_without_a_vote_can_follow_too(self, session, world, of) -> None:
        promise = self.promise(session, world, of)
        adopt_variant(session, world.moderator, of, now=NOW)
        assert self.go_on(session, world, of, None, promise)[0].decision_id is None

    def test_what_was_not_carried_adopts_nothing(self, session, world, of) -> None:
        for decision, reason in (
            (fail(session, world), ActionRefusal.NOT_CARRIED), (None, ActionRefusal.NOT_ADOPTED),
        ):  # fmt: skip
            with pytest.raises(Refusal) as refusal:
                self.go_on(session, world, of, decision)
            assert refusal.value.reason is reason
        assert of.plan.state is PlanState.OPEN

    def test_another_variant_was_adopted_meanwhile(self, session, world, of) -> None:
        adopt_variant(session, world.moderator, branch(session, of, world.neighbour), now=NOW)
        with pytest.raises(Refusal) as refusal:
            self.go_on(session, world, of, decide(session, world))
        assert refusal.value.reason is PlanningRefusal.PLAN_CLOSED

    def test_one_thing_becomes_one_action(self, session, world, of) -> None:
        decision, promise = decide(session, world), self.promise(session, world, of)
        action = self.go_on(session, world, of, decision, promise)[0]
        with pytest.raises(Refusal) as refusal:
            self.go_on(session, world, of, decision, promise)
        assert refusal.value.reason is ActionRefusal.HAS_ACTION
        assert list_from_elements(session, [promise.element_id]) == {promise.element_id: action.id}
        with pytest.raises(IntegrityError):
            agree(session, world, plan_element_id=promise.element_id)

    def test_a_thing_of_another_variant_is_not_taken(self, session, world, of) -> None:
        other = self.promise(session, world, branch(session, of, world.neighbour))
        with pytest.raises(ValueError, match="not a thing of this variant"):
            self.go_on(session, world, of, decide(session, world), other)

    def test_plans_of_the_decisions_topic_come_first(self, session, world, of) -> None:
        newer = groups_variant(session, world, title="The bridge")
        groups_variant(session, world, title="Elsewhere", group=world.other_group(session))
        rows = list_variants_to_adopt(session, world.group_id, of.plan.topic_id)
        assert [(row.plan, row.is_groups) for row in rows] == [
            ("The courtyard", True), ("The courtyard", False), ("The bridge", True),
        ]  # fmt: skip
        adopt_variant(session, world.moderator, newer, now=NOW)
        rows = list_variants_to_adopt(session, world.group_id, None)
        assert {row.plan for row in rows} == {"The courtyard"}


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
        assert [update.text for update in list_updates(session, action)] == ["Delivered.", "Ordered."]


class TestLists:
    def test_the_longest_overdue_comes_first_and_done_is_apart(self, session, world) -> None:
        soon, late = agree(session, world), agree(session, world, due_on=TODAY)
        done = finish(session, world)
        later = TODAY + timedelta(days=1)
        assert [row.id for row in list_actions(session, later, reader=ANONYMOUS).rows] == [late.id, soon.id]
        overdue = list_actions(session, later, ActionFilter(state=ActionStatus.OVERDUE), reader=ANONYMOUS).rows
        assert [row.id for row in overdue] == [late.id]
        assert [row.id for row in list_actions(session, later, DONE, reader=ANONYMOUS).rows] == [done.id]

    def test_filters_by_place_and_owner(self, session, world) -> None:
        ours = agree(session, world)
        theirs = agree(session, world, organisation_id=world.organisations["cooperative"], person_id=None)
        cooperative = ActionFilter(organisation=world.organisations["cooperative"])
        assert [row.id for row in list_actions(session, TODAY, cooperative, reader=ANONYMOUS).rows] == [theirs.id]
        assert list_actions(session, TODAY, ActionFilter(group=world.other_group_id), reader=ANONYMOUS).rows == []
        here = list_actions(session, TODAY, ActionFilter(quarter=world.quarter_id), reader=ANONYMOUS).rows
        assert [row.id for row in here] == [ours.id, theirs.id]

    def test_pages_go_on_where_days_are_equal(self, session, world) -> None:
        ids = [agree(session, world, due_on=IN_A_WEEK).id for _ in range(27)]
        first = list_actions(session, TODAY, reader=ANONYMOUS)
        second = list_actions(session, TODAY, after=first.after, reader=ANONYMOUS)
        assert [row.id for row in (*first.rows, *second.rows)] == ids

    def test_what_was_finished_last_comes_first_among_the_done(self, session, world) -> None:
        early, late = agree(session, world, due_on=IN_A_WEEK), agree(session, world, due_on=TODAY)
        for action, days in ((early, 3), (late, 2)):
            report(session, world, action, ActionState.DONE, today=TODAY + timedelta(days=days))
        done = list_actions(session, TODAY, DONE, reader=ANONYMOUS).rows
        assert [row.id for row in done] == [early.id, late.id]

    def test_organisations_with_how_much_they_owe(self, session, world) -> None:
        agree(session, world)
        finish(session, world)
        agree(session, world, organisation_id=world.organisations["cooperative"], person_id=None, due_on=TODAY)
        counts = count_by_organisation(session, TODAY + timedelta(days=1), reader=ANONYMOUS)
        assert [(row.name, row.owed, row.overdue) for row in counts] == [
            ("Amt für Grün und Verkehr", 1, 0), ("Bauverein Kanal eG", 1, 1),
        ]  # fmt: skip


class TestConfirming:
    def test_what_is_doubted_is_told_apart_from_what_is_done(self, session, world) -> None:
        action = doubted(session, world)
        finish(session, world)
        rows = {row.id: row.is_doubted for row in list_actions(session, TODAY, DONE, reader=ANONYMOUS).rows}
        assert rows.pop(action.id) and not any(rows.values())
        listed = list_actions(session, TODAY, ActionFilter(state=ActionStatus.DOUBTED), reader=ANONYMOUS).rows
        assert [row.id for row in listed] == [action.id]
        service.confirm(session, world.resident, action, is_done=True, now=NOW)
        assert not get_details(session, action).is_doubted

    def test_who_raised_it_says_whether_it_is_done(self, session, world) -> None:
        action = raised_and_done(session, world)
        for neighbour, is_done in ((world.resident, True), (world.neighbour, False)):
            service.confirm(session, neighbour, action, is_done=is_done, now=NOW)
        opinions = get_opinions(session, action, world.neighbour.person_id)
        assert (opinions.done, opinions.not_yet, opinions.own) == (1, 1, 0)
        assert told(session, action)[-2:] == ["actions:confirmed", "actions:doubted"]

    def test_one_person_is_counted_once_and_may_change_their_mind(self, session, world) -> None:
        action = raised_and_done(session, world)
        for is_done in (False, False, True):
            service.confirm(session, world.resident, action, is_done=is_done, now=NOW)
        opinions = get_opinions(session, action, None)
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
        assert get_opinions(session, action, None).not_yet == 0
