"""Deeds in plans: branching keeps origins, the group takes over, two who move one thing lose nothing."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey
from quarter.groups.models import Quarter
from quarter.planning import labels, service  # noqa: F401
from quarter.planning.domain import (
    MOST_ELEMENTS,
    DifferenceKind,
    PlanningRefusal,
    PlanState,
    VariantState,
    differences,
)
from quarter.planning.models import Element, Variant
from quarter.planning.queries import (
    Sheet,
    get_groups_variant,
    list_comments,
    list_elements,
    list_plans,
    list_variants,
    own_rating,
    rate_by_bench,
)
from quarter.topics.queries import strip_of_subject, thread_of_topic
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.decisions.deeds import decide
from tests.planning.plans import AREA, BENCH, TREE, add, branch, element_in, groups_sheet, open_plan


def drawn(session, *sheets: Sheet):
    """The elements of some variants, in the order of the sheets."""
    found = list_elements(session, [sheet.variant.id for sheet in sheets])
    return [found[sheet.variant.id] for sheet in sheets]


def refused(deed, *args, **kwargs) -> PlanningRefusal:
    with pytest.raises(Refusal) as caught:
        deed(*args, **kwargs, now=NOW)
    return caught.value.reason


class TestPlan:
    def test_it_begins_with_an_empty_variant_of_the_group(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        assert sheet.variant.is_groups and sheet.is_open
        assert drawn(session, sheet) == [[]]
        assert [row.variant_count for row in list_plans(session).rows] == [1]

    def test_it_reaches_planned_on_the_thread(self, session, world) -> None:
        plan = open_plan(session, world)
        assert [s.step.value for s in strip_of_subject(session, "plan", plan.id) if s.is_here] == ["planned"]

    def test_it_stands_in_its_topic_s_thread(self, session, world) -> None:
        topic = open_topic(session, world.moderator, world.group(session), title="t", summary="", lang="en", now=NOW)
        sheet = groups_sheet(session, world, topic_id=topic.id)
        branch(session, sheet, world.resident)
        texts = [entry.text for entry in thread_of_topic(session, topic.id)]
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

    def test_adopting_finishes_it(self, session, world) -> None:
        sheet = branch(session, groups_sheet(session, world), world.resident)
        service.adopt_variant(session, world.moderator, sheet, now=NOW)
        assert (sheet.plan.state, sheet.variant.state) == (PlanState.CLOSED, VariantState.ADOPTED)
        assert refused(service.add_element, session, world.resident, sheet, BENCH) is PlanningRefusal.PLAN_CLOSED
        assert refused(service.adopt_variant, session, world.moderator, sheet) is PlanningRefusal.PLAN_CLOSED

    def test_only_a_finished_plan_has_a_decision(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        sheet.plan.decision_id = decide(session, world).id
        with pytest.raises(IntegrityError):
            session.flush()

    def test_there_is_one_variant_of_the_group_and_one_adopted(self, session, world) -> None:
        plan = open_plan(session, world)
        session.add(Variant(plan_id=plan.id, author_id=world.moderator.person_id, is_groups=True, lang="en",
                            created_at=NOW))  # fmt: skip
        with pytest.raises(IntegrityError):
            session.flush()


NEW_WORDS = {"title": "The yard", "aim": "Shade.", "lang": "en", "from_on": date(2026, 11, 2),
             "until_on": date(2026, 12, 2)}  # fmt: skip


class TestCourse:
    def test_a_plan_is_described_anew(self, session, world) -> None:
        plan = open_plan(session, world)
        service.describe_plan(session, world.secretary, plan, **NEW_WORDS, criteria=["Quiet"], expected=1, now=NOW)
        assert (plan.title, plan.until_on, plan.criteria) == ("The yard", date(2026, 12, 2), ["Quiet"])

    def test_two_who_describe_it_lose_nothing(self, session, world) -> None:
        plan = open_plan(session, world)
        service.describe_plan(session, world.secretary, plan, **NEW_WORDS, criteria=[], expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            service.describe_plan(
                session, world.moderator, plan, **NEW_WORDS | {"title": "Mine"}, criteria=[], expected=1, now=NOW
            )
        assert plan.title == "The yard"

    def test_criteria_stay_once_somebody_rated(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        service.rate(session, world.city, sheet, {0: 4}, now=NOW)
        reason = refused(service.describe_plan, session, world.moderator, sheet.plan, **NEW_WORDS,
                         criteria=["Quiet", "Cheap"], expected=1)  # fmt: skip
        assert reason is PlanningRefusal.CRITERIA_RATED
        service.describe_plan(session, world.moderator, sheet.plan, **NEW_WORDS, criteria=["Safe", "Cheap"],
                              expected=1, now=NOW)  # fmt: skip
        assert sheet.plan.title == "The yard"

    def test_it_ends_without_a_variant_and_goes_on(self, session, world) -> None:
        topic = open_topic(session, world.moderator, world.group(session), title="t", summary="", lang="en", now=NOW)
        sheet = groups_sheet(session, world, topic_id=topic.id)
        service.close_plan(session, world.moderator, sheet.plan, reason="No money.", lang="en", now=NOW)
        assert refused(service.add_element, session, world.moderator, sheet, BENCH) is PlanningRefusal.PLAN_CLOSED
        again = refused(service.close_plan, session, world.moderator, sheet.plan, reason="Again.", lang="en")
        assert (again, sheet.plan.closing_reason) == (PlanningRefusal.PLAN_CLOSED, "No money.")
        for _ in range(2):
            service.reopen_plan(session, world.moderator, sheet.plan, now=NOW)
        assert sheet.plan.closing_reason is None
        service.add_element(session, world.moderator, sheet, BENCH, now=NOW)
        told = [(entry.text, entry.values.get("reason")) for entry in thread_of_topic(session, topic.id)]
        assert told[-2:] == [
            ("The planning ended without a variant. The reason: %(reason)s", "No money."),
            ("The planning goes on: %(title)s", None),
        ]

    def test_what_ended_with_a_variant_stays_ended(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        service.adopt_variant(session, world.moderator, sheet, now=NOW)
        reason = refused(service.reopen_plan, session, world.moderator, sheet.plan)
        assert reason is PlanningRefusal.VARIANT_ADOPTED

    def test_nothing_is_described_after_the_end(self, session, world) -> None:
        plan = open_plan(session, world)
        service.close_plan(session, world.moderator, plan, reason="No money.", lang="en", now=NOW)
        reason = refused(service.describe_plan, session, world.moderator, plan, **NEW_WORDS, criteria=[], expected=1)
        assert reason is PlanningRefusal.PLAN_CLOSED

    @pytest.mark.parametrize("wrong", [{"closing_reason": "x", "closing_lang": "en"}, {"closing_lang": "en"}])
    def test_the_database_knows_a_reason_only_of_what_ended(self, session, world, wrong) -> None:
        plan = open_plan(session, world)
        for name, value in wrong.items():
            setattr(plan, name, value)
        with pytest.raises(IntegrityError):
            session.flush()


class TestBranching:
    def test_its_author_says_it_anew(self, session, world) -> None:
        own = branch(session, groups_sheet(session, world), world.resident)
        service.reword_variant(session, world.resident, own, title="Trees", text="Cool.", lang="en", expected=1,
                               now=NOW)  # fmt: skip
        assert (own.variant.title, own.variant.text) == ("Trees", "Cool.")
        with pytest.raises(LostUpdate):
            service.reword_variant(session, world.resident, own, title="x", text="", lang="en", expected=1, now=NOW)

    def test_a_branch_has_all_and_knows_where_it_is_from(self, session, world) -> None:
        groups = groups_sheet(session, world)
        add(session, groups, world.moderator)
        add(session, groups, world.moderator, TREE)
        own = branch(session, groups, world.resident)
        before, after = drawn(session, groups, own)
        assert differences(before, after) == []
        assert own.variant.branched_from_id == groups.variant.id
        assert {row.author for row in after} == {"Moderator"}

    def test_what_is_changed_in_a_branch_is_named(self, session, world) -> None:
        groups = groups_sheet(session, world)
        add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        bench = element_in(session, own)
        service.change_element(session, world.resident, bench, replace(BENCH, x=0.6, cost=1000), expected=1, now=NOW)
        add(session, own, world.resident, TREE)
        found = differences(*drawn(session, groups, own))
        assert [difference.kind for difference in found] == [
            DifferenceKind.ADDED, DifferenceKind.MOVED, DifferenceKind.COST,
        ]  # fmt: skip

    def test_one_that_was_withdrawn_meanwhile_is_refused(self, session, world) -> None:
        own = branch(session, groups_sheet(session, world), world.resident)
        service.withdraw_variant(session, world.resident, own, expected=1, now=NOW)
        reason = refused(service.branch_variant, session, world.neighbour, own, title="x", text="", lang="en")
        assert reason is PlanningRefusal.VARIANT_WITHDRAWN

    def test_a_withdrawn_one_is_no_longer_listed_but_its_branches_stay(self, session, world) -> None:
        own = branch(session, groups_sheet(session, world), world.resident)
        theirs = branch(session, own, world.neighbour, "Theirs")
        service.withdraw_variant(session, world.resident, own, expected=1, now=NOW)
        assert [row.id for row in list_variants(session, own.plan.id)][1:] == [theirs.variant.id]

    def test_the_group_s_stays(self, session, world) -> None:
        groups = groups_sheet(session, world)
        reason = refused(service.withdraw_variant, session, world.moderator, groups, expected=1)
        assert reason is PlanningRefusal.GROUPS_VARIANT_STAYS


class TestElements:
    def test_two_who_move_one_thing(self, session, world) -> None:
        sheet = add(session, groups_sheet(session, world), world.moderator)
        service.change_element(session, world.moderator, sheet, replace(BENCH, x=0.1), expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            service.change_element(session, world.secretary, sheet, replace(BENCH, x=0.9), expected=1, now=NOW)
        assert sheet.element.x == 0.1

    def test_a_removed_one_is_gone_from_the_list_and_kept(self, session, world) -> None:
        sheet = add(session, groups_sheet(session, world), world.moderator)
        service.remove_element(session, world.moderator, sheet, expected=1, now=NOW)
        assert drawn(session, sheet) == [[]]
        assert session.get(Element, sheet.element.id) is not None
        assert refused(service.support, session, world.resident, sheet) is PlanningRefusal.ELEMENT_REMOVED

    @pytest.mark.parametrize(
        ("point", "reason"),
        [
            ({"latitude": 53.5, "longitude": 8.5}, None),
            ({"latitude": 55.0, "longitude": 8.5}, PlanningRefusal.OUTSIDE_PLAN),
            ({"x": 0.5, "y": 0.5}, PlanningRefusal.NOT_ON_THIS_BASE),
            ({}, None),
        ],
    )
    def test_a_point_lies_within_the_plan(self, session, world, point, reason) -> None:
        sheet = groups_sheet(session, world, picture=None, area=AREA)
        sketch = replace(BENCH, x=None, y=None) if not point else replace(BENCH, **{"x": None, "y": None} | point)
        if reason is None:
            service.add_element(session, world.moderator, sheet, sketch, now=NOW)
        else:
            assert refused(service.add_element, session, world.moderator, sheet, sketch) is reason

    def test_without_an_area_the_quarter_s_boundary_counts(self, session, world) -> None:
        session.get_one(Quarter, world.quarter_id).boundary = AREA
        sheet = groups_sheet(session, world, picture=None)
        outside = replace(BENCH, x=None, y=None, latitude=0.0, longitude=0.0)
        reason = refused(service.add_element, session, world.moderator, sheet, outside)
        assert reason is PlanningRefusal.OUTSIDE_PLAN

    def test_degrees_do_not_fit_a_picture(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        degrees = replace(BENCH, x=None, y=None, latitude=53.5, longitude=8.5)
        assert (
            refused(service.add_element, session, world.moderator, sheet, degrees) is PlanningRefusal.NOT_ON_THIS_BASE
        )

    @pytest.mark.parametrize("wrong", [{"x": 1.5}, {"x": None}, {"cost": -1}])
    def test_the_database_keeps_out_what_makes_no_sense(self, session, world, wrong) -> None:
        sheet = groups_sheet(session, world)
        with pytest.raises(IntegrityError):
            add(session, sheet, world.moderator, replace(BENCH, **wrong))

    def test_there_is_an_end_and_an_import_is_whole_or_nothing(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        service.import_elements(session, world.moderator, sheet, [BENCH] * (MOST_ELEMENTS - 1), now=NOW)
        for sketches in ([BENCH, TREE], [BENCH, replace(BENCH, x=None, y=None, latitude=1.0, longitude=1.0)]):
            with pytest.raises(Refusal):
                service.import_elements(session, world.moderator, sheet, sketches, now=NOW)
        assert len(drawn(session, sheet)[0]) == MOST_ELEMENTS - 1


class TestMerging:
    def test_the_group_takes_over_with_the_origin_kept(self, session, world) -> None:
        groups = groups_sheet(session, world)
        own = branch(session, groups, world.resident)
        tree = add(session, own, world.resident, TREE)
        taken = service.merge_element(session, world.moderator, tree, expected=1, now=NOW)
        assert (taken.variant_id, taken.origin_id) == (groups.variant.id, tree.element.origin_id)
        assert taken.author_id == world.resident.person_id
        assert differences(*drawn(session, groups, own)) == []

    def test_what_the_group_had_becomes_like_it_even_if_it_was_taken_out(self, session, world) -> None:
        groups = groups_sheet(session, world)
        bench = add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        moved = element_in(session, own)
        service.change_element(session, world.resident, moved, replace(BENCH, x=0.9), expected=1, now=NOW)
        service.remove_element(session, world.moderator, bench, expected=1, now=NOW)
        taken = service.merge_element(session, world.moderator, moved, expected=2, now=NOW)
        assert taken.id == bench.element.id
        assert differences(*drawn(session, groups, own)) == []

    def test_one_that_changed_since_it_was_seen_is_not_taken(self, session, world) -> None:
        own = branch(session, groups_sheet(session, world), world.resident)
        tree = add(session, own, world.resident, TREE)
        service.change_element(session, world.resident, tree, replace(TREE, x=0.1), expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            service.merge_element(session, world.moderator, tree, expected=1, now=NOW)
        assert list_elements(session, [get_groups_variant(session, own.plan.id).id]) != {}

    def test_several_are_taken_over_at_once(self, session, world) -> None:
        groups = groups_sheet(session, world)
        add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        bench = element_in(session, own)
        tree, light, roof = (
            add(session, own, world.resident, replace(TREE, title=t)) for t in ("Tree", "Light", "Roof")
        )
        service.change_element(session, world.resident, roof, replace(TREE, title="Roof", x=0.1), expected=1, now=NOW)
        service.remove_element(session, world.resident, light, expected=1, now=NOW)
        chosen = {sheet.element.id: 1 for sheet in (bench, tree, light, roof)}
        merged = service.merge_elements(session, world.moderator, own, chosen, now=NOW)
        assert [element.title for element in merged.taken] == ["Tree"]
        assert [element.title for element in merged.there] == ["A bench"]
        assert [element.title for element in merged.changed] == ["Light", "Roof"]
        rows = drawn(session, groups)[0]
        assert [(row.title, row.author) for row in rows] == [("A bench", "Moderator"), ("Tree", "Resident")]
        assert rows[1].origin_id == tree.element.origin_id

    def test_what_the_group_took_out_comes_back_and_what_is_full_takes_nothing(self, session, world) -> None:
        groups = groups_sheet(session, world)
        bench = add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        theirs, tree = element_in(session, own), add(session, own, world.resident, TREE)
        service.remove_element(session, world.moderator, bench, expected=1, now=NOW)
        service.import_elements(session, world.moderator, groups, [BENCH] * (MOST_ELEMENTS - 1), now=NOW)
        both = {theirs.element.id: 1, tree.element.id: 1}
        reason = refused(service.merge_elements, session, world.moderator, own, both)
        assert reason is PlanningRefusal.TOO_MANY_ELEMENTS
        service.merge_elements(session, world.moderator, own, {theirs.element.id: 1}, now=NOW)
        assert bench.element.removed_at is None

    def test_nothing_of_another_variant_is_taken(self, session, world) -> None:
        groups = groups_sheet(session, world)
        own = branch(session, groups, world.resident)
        elsewhere = add(session, branch(session, groups, world.neighbour, "Theirs"), world.neighbour, TREE)
        merged = service.merge_elements(session, world.moderator, own, {elsewhere.element.id: 1}, now=NOW)
        assert merged == service.Merged()


PHOTO = {"photo": "1" * 32 + ".webp", "photo_width": 30, "photo_height": 20, "photo_description": "A hedge"}


class TestPhotos:
    def test_a_photo_goes_along_into_branches_and_back(self, session, world) -> None:
        groups = groups_sheet(session, world)
        add(session, groups, world.moderator, replace(BENCH, **PHOTO))
        own = branch(session, groups, world.resident)
        tree = add(session, own, world.resident, replace(TREE, **PHOTO | {"photo_description": "A tree"}))
        service.merge_element(session, world.moderator, tree, expected=1, now=NOW)
        shown = [(row.photo, row.photo_width, row.photo_description) for row in drawn(session, groups)[0]]
        assert shown == [(PHOTO["photo"], 30, "A hedge"), (PHOTO["photo"], 30, "A tree")]
        assert element_in(session, own).element.photo == PHOTO["photo"]

    @pytest.mark.parametrize("wrong", [{"photo_width": 0}, {"photo_description": None}, {"photo": None}])
    def test_the_database_knows_whole_photos_only(self, session, world, wrong) -> None:
        with pytest.raises(IntegrityError):
            add(session, groups_sheet(session, world), world.moderator, replace(BENCH, **PHOTO | wrong))


class TestTalking:
    def test_support_counts_once_and_can_be_taken_back(self, session, world) -> None:
        sheet = add(session, groups_sheet(session, world), world.moderator)
        given = [service.support(session, world.resident, sheet, now=NOW) for _ in range(2)]
        session.refresh(sheet.element)
        assert (given, sheet.element.support_count) == ([True, False], 1)
        taken = [service.withdraw_support(session, world.resident, sheet, now=NOW) for _ in range(2)]
        session.refresh(sheet.element)
        assert (taken, sheet.element.support_count) == ([True, False], 0)

    def test_comments_are_read_newest_first(self, session, world) -> None:
        sheet = add(session, groups_sheet(session, world), world.moderator)
        for text in ("one", "two"):
            service.comment(session, world.resident, sheet, text=text, lang="en", now=NOW)
        session.refresh(sheet.element)
        assert sheet.element.comment_count == 2
        assert [row.text for row in list_comments(session, sheet.element.id).rows] == ["two", "one"]

    def test_a_bench_s_rating_is_the_mean_of_its_seats(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        service.rate(session, world.city, sheet, {0: 1, 1: 5}, now=NOW)
        service.rate(session, world.second_city, sheet, {0: 4}, now=NOW)
        service.rate(session, world.initiative, sheet, {0: 5}, now=NOW)
        service.rate(session, world.initiative, sheet, {0: 2}, now=NOW)  # takes the place of the first
        means = rate_by_bench(session, [sheet.variant.id])[sheet.variant.id]
        assert means[0] == {BenchKey.CITY: 2.5, BenchKey.RESIDENTS: 2.0}
        assert means[1] == {BenchKey.CITY: 5.0}
        assert own_rating(session, sheet.variant.id, world.seats["city"]) == {0: 1, 1: 5}

    def test_who_sits_on_no_bench_does_not_rate(self, session, world) -> None:
        sheet = groups_sheet(session, world)
        assert refused(service.rate, session, world.moderator, sheet, {0: 3}) is PlanningRefusal.NO_BENCH

    def test_only_what_the_group_chose_is_rated(self, session, world) -> None:
        with pytest.raises(ValueError, match="criterion"):
            service.rate(session, world.city, groups_sheet(session, world), {2: 3}, now=NOW)


def test_an_area_is_kept_as_it_was_given(session, world) -> None:
    assert json.loads(open_plan(session, world, picture=None, area=AREA).area)["type"] == "Polygon"
