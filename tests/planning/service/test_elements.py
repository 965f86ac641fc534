"""One thing in a variant: added, moved, taken out, with its point and its photo."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from quarter.foundation.db import LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.places.models import Quarter
from quarter.planning.domain import MOST_ELEMENTS, PlanningRefusal
from quarter.planning.models import Element
from quarter.planning.service import talking
from quarter.planning.service.elements import add_element, change_element, import_elements, remove_element
from quarter.planning.service.merging import merge_element
from tests.conftest import NOW
from tests.planning.plans import AREA, BENCH, PHOTO, TREE, add, branch, drawn, element_in, groups_variant, refused


class TestElements:
    def test_two_who_move_one_thing(self, session, world) -> None:
        of = add(session, groups_variant(session, world), world.moderator)
        change_element(session, world.moderator, of, replace(BENCH, x=0.1), expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            change_element(session, world.secretary, of, replace(BENCH, x=0.9), expected=1, now=NOW)
        assert of.element.x == 0.1

    def test_a_removed_one_is_gone_from_the_list_and_kept(self, session, world) -> None:
        of = add(session, groups_variant(session, world), world.moderator)
        remove_element(session, world.moderator, of, expected=1, now=NOW)
        assert drawn(session, of) == [[]]
        assert session.get(Element, of.element.id) is not None
        assert refused(talking.support, session, world.resident, of) is PlanningRefusal.ELEMENT_REMOVED

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
        of = groups_variant(session, world, picture=None, area=AREA)
        sketch = replace(BENCH, x=None, y=None) if not point else replace(BENCH, **{"x": None, "y": None} | point)
        if reason is None:
            add_element(session, world.moderator, of, sketch, now=NOW)
        else:
            assert refused(add_element, session, world.moderator, of, sketch) is reason

    def test_without_an_area_the_quarter_s_boundary_counts(self, session, world) -> None:
        session.get_one(Quarter, world.quarter_id).boundary = AREA
        of = groups_variant(session, world, picture=None)
        outside = replace(BENCH, x=None, y=None, latitude=0.0, longitude=0.0)
        reason = refused(add_element, session, world.moderator, of, outside)
        assert reason is PlanningRefusal.OUTSIDE_PLAN

    def test_degrees_do_not_fit_a_picture(self, session, world) -> None:
        of = groups_variant(session, world)
        degrees = replace(BENCH, x=None, y=None, latitude=53.5, longitude=8.5)
        assert refused(add_element, session, world.moderator, of, degrees) is PlanningRefusal.NOT_ON_THIS_BASE

    @pytest.mark.parametrize("wrong", [{"x": 1.5}, {"x": None}, {"cost": -1}])
    def test_the_database_keeps_out_what_makes_no_sense(self, session, world, wrong) -> None:
        of = groups_variant(session, world)
        with pytest.raises(IntegrityError):
            add(session, of, world.moderator, replace(BENCH, **wrong))

    def test_there_is_an_end_and_an_import_is_whole_or_nothing(self, session, world) -> None:
        of = groups_variant(session, world)
        import_elements(session, world.moderator, of, [BENCH] * (MOST_ELEMENTS - 1), now=NOW)
        for sketches in ([BENCH, TREE], [BENCH, replace(BENCH, x=None, y=None, latitude=1.0, longitude=1.0)]):
            with pytest.raises(Refusal):
                import_elements(session, world.moderator, of, sketches, now=NOW)
        assert len(drawn(session, of)[0]) == MOST_ELEMENTS - 1


class TestPhotos:
    def test_a_photo_goes_along_into_branches_and_back(self, session, world) -> None:
        groups = groups_variant(session, world)
        add(session, groups, world.moderator, replace(BENCH, photo=PHOTO))
        own = branch(session, groups, world.resident)
        tree = add(session, own, world.resident, replace(TREE, photo=replace(PHOTO, description="A tree")))
        merge_element(session, world.moderator, tree, expected=1, now=NOW)
        shown = [(row.photo, row.photo_width, row.photo_description) for row in drawn(session, groups)[0]]
        assert shown == [(PHOTO.key, 30, "A hedge"), (PHOTO.key, 30, "A tree")]
        assert element_in(session, own).element.photo == PHOTO.key

    @pytest.mark.parametrize("wrong", [{"width": 0}, {"description": None}, {"key": None}])
    def test_the_database_knows_whole_photos_only(self, session, world, wrong) -> None:
        with pytest.raises(IntegrityError):
            add(session, groups_variant(session, world), world.moderator, replace(BENCH, photo=replace(PHOTO, **wrong)))
