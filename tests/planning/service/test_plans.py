"""A plan from its opening to its end: described anew, ended, gone on with, adopted."""

import json
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import PlanningRefusal, PlanState, VariantState
from quarter.planning.models import Variant
from quarter.planning.queries import list_plans
from quarter.planning.service import talking
from quarter.planning.service.elements import add_element
from quarter.planning.service.plans import adopt_variant, close_plan, describe_plan, reopen_plan
from quarter.topics.queries import strip_of_subject, thread_of_topic
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.decisions.deeds import decide
from tests.planning.plans import AREA, BENCH, branch, drawn, groups_variant, open_plan, refused


class TestOpening:
    def test_it_begins_with_an_empty_variant_of_the_group(self, session, world) -> None:
        of = groups_variant(session, world)
        assert of.variant.is_groups and of.is_open
        assert drawn(session, of) == [[]]
        assert [row.variant_count for row in list_plans(session).rows] == [1]

    def test_it_reaches_planned_on_the_thread(self, session, world) -> None:
        plan = open_plan(session, world)
        assert [s.step.value for s in strip_of_subject(session, "plan", plan.id, reader=ANONYMOUS) if s.is_here] == [
            "planned"
        ]

    def test_it_stands_in_its_topic_s_thread(self, session, world) -> None:
        topic = open_topic(session, world.moderator, world.group(session), title="t", summary="", lang="en", now=NOW)
        of = groups_variant(session, world, topic_id=topic.id)
        branch(session, of, world.resident)
        texts = [entry.text for entry in thread_of_topic(session, topic.id, reader=ANONYMOUS)]
        assert texts[-2:] == ["The planning began: %(title)s", "A new variant, “%(variant)s”: %(title)s"]

    def test_a_topic_of_another_group_is_refused(self, session, world) -> None:
        topic = open_topic(
            session, world.other_moderator, world.other_group(session), title="t", summary="", lang="en", now=NOW
        )
        with pytest.raises(Refusal):
            open_plan(session, world, topic_id=topic.id)

    @pytest.mark.parametrize("wrong", [{"until_on": date(2026, 10, 1)}, {"area": AREA}, {"picture": ("key", 0, 10)}])
    def test_the_database_keeps_out_what_makes_no_sense(self, session, world, wrong) -> None:
        with pytest.raises(IntegrityError):
            open_plan(session, world, **wrong)

    def test_there_is_one_variant_of_the_group_and_one_adopted(self, session, world) -> None:
        plan = open_plan(session, world)
        session.add(Variant(plan_id=plan.id, author_id=world.moderator.person_id, is_groups=True, lang="en",
                            created_at=NOW))  # fmt: skip
        with pytest.raises(IntegrityError):
            session.flush()


def test_an_area_is_kept_as_it_was_given(session, world) -> None:
    assert json.loads(open_plan(session, world, picture=None, area=AREA).area)["type"] == "Polygon"


NEW_WORDS = {"title": "The yard", "aim": "Shade.", "lang": "en", "from_on": date(2026, 11, 2),
             "until_on": date(2026, 12, 2)}  # fmt: skip


class TestCourse:
    def test_a_plan_is_described_anew(self, session, world) -> None:
        plan = open_plan(session, world)
        describe_plan(session, world.secretary, plan, **NEW_WORDS, criteria=["Quiet"], expected=1, now=NOW)
        assert (plan.title, plan.until_on, plan.criteria) == ("The yard", date(2026, 12, 2), ["Quiet"])

    def test_two_who_describe_it_lose_nothing(self, session, world) -> None:
        plan = open_plan(session, world)
        describe_plan(session, world.secretary, plan, **NEW_WORDS, criteria=[], expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            describe_plan(
                session, world.moderator, plan, **NEW_WORDS | {"title": "Mine"}, criteria=[], expected=1, now=NOW
            )
        assert plan.title == "The yard"

    def test_criteria_stay_once_somebody_rated(self, session, world) -> None:
        of = groups_variant(session, world)
        talking.rate(session, world.city, of, {0: 4}, now=NOW)
        reason = refused(describe_plan, session, world.moderator, of.plan, **NEW_WORDS,
                         criteria=["Quiet", "Cheap"], expected=1)  # fmt: skip
        assert reason is PlanningRefusal.CRITERIA_RATED
        describe_plan(session, world.moderator, of.plan, **NEW_WORDS, criteria=["Safe", "Cheap"],
                              expected=1, now=NOW)  # fmt: skip
        assert of.plan.title == "The yard"

    def test_it_ends_without_a_variant_and_goes_on(self, session, world) -> None:
        topic = open_topic(session, world.moderator, world.group(session), title="t", summary="", lang="en", now=NOW)
        of = groups_variant(session, world, topic_id=topic.id)
        close_plan(session, world.moderator, of.plan, reason="No money.", lang="en", now=NOW)
        assert refused(add_element, session, world.moderator, of, BENCH) is PlanningRefusal.PLAN_CLOSED
        again = refused(close_plan, session, world.moderator, of.plan, reason="Again.", lang="en")
        assert (again, of.plan.closing_reason) == (PlanningRefusal.PLAN_CLOSED, "No money.")
        for _ in range(2):
            reopen_plan(session, world.moderator, of.plan, now=NOW)
        assert of.plan.closing_reason is None
        add_element(session, world.moderator, of, BENCH, now=NOW)
        told = [
            (entry.text, entry.values.get("reason")) for entry in thread_of_topic(session, topic.id, reader=ANONYMOUS)
        ]
        assert told[-2:] == [
            ("The planning ended without a variant. The reason: %(reason)s", "No money."),
            ("The planning goes on: %(title)s", None),
        ]

    def test_what_ended_with_a_variant_stays_ended(self, session, world) -> None:
        of = groups_variant(session, world)
        adopt_variant(session, world.moderator, of, now=NOW)
        reason = refused(reopen_plan, session, world.moderator, of.plan)
        assert reason is PlanningRefusal.VARIANT_ADOPTED

    def test_nothing_is_described_after_the_end(self, session, world) -> None:
        plan = open_plan(session, world)
        close_plan(session, world.moderator, plan, reason="No money.", lang="en", now=NOW)
        reason = refused(describe_plan, session, world.moderator, plan, **NEW_WORDS, criteria=[], expected=1)
        assert reason is PlanningRefusal.PLAN_CLOSED

    @pytest.mark.parametrize("wrong", [{"closing_reason": "x", "closing_lang": "en"}, {"closing_lang": "en"}])
    def test_the_database_knows_a_reason_only_of_what_ended(self, session, world, wrong) -> None:
        plan = open_plan(session, world)
        for name, value in wrong.items():
            setattr(plan, name, value)
        with pytest.raises(IntegrityError):
            session.flush()


class TestAdopting:
    def test_adopting_finishes_it(self, session, world) -> None:
        of = branch(session, groups_variant(session, world), world.resident)
        adopt_variant(session, world.moderator, of, now=NOW)
        assert (of.plan.state, of.variant.state) == (PlanState.CLOSED, VariantState.ADOPTED)
        assert refused(add_element, session, world.resident, of, BENCH) is PlanningRefusal.PLAN_CLOSED
        assert refused(adopt_variant, session, world.moderator, of) is PlanningRefusal.PLAN_CLOSED

    def test_only_a_finished_plan_has_a_decision(self, session, world) -> None:
        of = groups_variant(session, world)
        of.plan.decision_id = decide(session, world).id
        with pytest.raises(IntegrityError):
            session.flush()
