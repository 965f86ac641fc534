"""One thing in a variant: adding, moving, taking out."""

from io import BytesIO

import pytest
from flask import Flask

from tests.foundation.test_pdf_pages import pdf
from tests.planning.pages import NEW_THING, element_of, marks, png, value_of
from tests.planning.plans import AREA, stored
from tests.strict_client import XHTML, StrictClient


class TestAdding:
    def test_adding_one_by_describing_it_only(self, client, world, ids) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        client.submit(**{**NEW_THING, "x": "", "y": ""}, follow=True)
        assert "Round bench" in client.text and "under the tree" in client.text and "about 1,200 euros" in client.text
        assert marks(client) == ["1", "2"]

    def test_adding_one_with_its_point(self, client, world, ids, database) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        client.submit(**NEW_THING, follow=True)
        assert marks(client) == ["1", "2", "3"]
        added = element_of(database, 4)
        assert (added.x, added.y, added.cost) == (0.25, 0.405, 1200)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"x": "101"}, "This lies outside the picture."),
            ({"x": "nan"}, "This lies outside the picture."),
            ({"x": "left"}, "Please write a number from 0 to 100."),
            ({"y": ""}, "A point needs both numbers."),
            ({"cost": "-5"}, "Please write a whole number of euros"),
            ({"cost": "12.50"}, "Please write a whole number of euros"),
            ({"cost": "9" * 12}, "more than a plan like this can cost"),
            ({"kind": "castle"}, "Please choose one of these."),
            ({"kind": ""}, "Please choose"),
            ({"title": " "}, "Please say in a few words what it is."),
        ],
    )
    def test_wrong_input_keeps_the_typing(self, client, world, ids, change, message) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        client.submit(**{**NEW_THING, **change}, status=422)
        assert message in client.text
        assert value_of(client, "place") == "under the tree"
        for name, value in change.items():
            if name != "kind":
                assert value_of(client, name).strip() == value.strip()

    def test_outside_the_plan_on_the_map(self, client, world, database) -> None:
        ids = stored(database, world, picture=None, area=AREA)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        thing = {"kind": "tree", "title": "A far tree", "latitude": "10", "longitude": "10"}
        client.submit(**thing, status=409)
        assert "outside the plan" in client.text
        assert value_of(client, "title") == "A far tree" and value_of(client, "latitude") == "10"


class TestMoving:
    def test_two_people_move_one_thing_and_nothing_is_lost(self, app: Flask, client, world, ids, database) -> None:
        address = f"/plans/{ids['plan']}/variants/{ids['groups']}/elements/{ids['bench']}/edit"
        second = StrictClient(app).sign_in(world.secretary)
        client.sign_in(world.moderator).get(address)
        second.get(address)
        client.submit(x="10", place="by the gate")
        second.submit(x="90", place="by the wall", status=409)
        assert "Somebody else saved this meanwhile" in second.text
        assert "place: by the gate; spot: 10.0 %, 50.0 %" in second.text
        assert (value_of(second, "x"), value_of(second, "place")) == ("90", "by the wall")
        second.submit(x="50", place="by the wall, facing the gate")
        assert element_of(database, ids["bench"]).place == "by the wall, facing the gate"


class TestTakingOut:
    def test_taking_out_asks_first(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.sign_in(world.resident).get(f"{element}/remove")
        client.submit(follow=True)
        assert "It is taken out of the variant." in client.text and "A lime tree" not in client.text
        client.get(element)
        assert "This was taken out of the variant." in client.text

    def test_taking_out_what_was_changed_meanwhile(self, app, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['groups']}/elements/{ids['bench']}"
        client.sign_in(world.moderator).get(f"{element}/remove")
        second = StrictClient(app).sign_in(world.secretary)
        second.get(f"{element}/edit")
        second.submit(x="10")
        client.submit(status=409)


class TestAnothersVariant:
    @pytest.mark.parametrize("name", ["neighbour", "moderator", "admin"])
    def test_another_s_variant_is_left_alone(self, client, world, ids, name) -> None:
        client.sign_in(getattr(world, name))
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        for address in (f"{variant}/elements/new", f"{variant}/elements/{ids['tree']}/edit",
                        f"{variant}/elements/{ids['tree']}/remove", f"{variant}/import"):  # fmt: skip
            client.get(address, status=403)


class TestPhotos:
    def test_one_is_shown_where_the_thing_is(self, client, world, ids, database) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(f"{variant}/elements/{ids['tree']}/edit")
        client.submit(photo=png(), photo_description="Three lime trees", follow=True)
        assert "with a photo" in client.text
        for address in (f"{variant}/elements/{ids['tree']}",
                        f"/plans/{ids['plan']}/compare?variants={ids['groups']}&variants={ids['own']}"):  # fmt: skip
            client.get(address)
            assert [image.get("alt") for image in client.page.iter(f"{XHTML}img")] == ["Three lime trees"]
        tree = element_of(database, ids["tree"])
        assert (tree.photo_width, tree.photo_height) == (120, 80)

    def test_it_stays_when_something_else_is_changed_and_goes_when_left_out(self, client, world, ids, database) -> None:
        edit = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}/edit"
        client.sign_in(world.resident).get(edit)
        client.submit(photo=png())
        key = element_of(database, ids["tree"]).photo
        client.get(edit)
        client.submit(title="Two lime trees")
        assert element_of(database, ids["tree"]).photo == key is not None
        client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}")
        assert [image.get("alt") for image in client.page.iter(f"{XHTML}img")] == ["Photo: Two lime trees"]
        client.get(edit)
        client.submit(photo_drop="1")
        assert element_of(database, ids["tree"]).photo is None

    def test_it_is_kept_while_the_rest_is_mended(self, client, world, ids, database) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        client.submit(**{**NEW_THING, "title": ""}, photo=png(), status=422)
        client.submit(title="Round bench")
        assert element_of(database, 4).photo_width == 120

    def test_what_is_no_picture_is_named(self, client, world, ids) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        client.submit(**NEW_THING, photo=(BytesIO(pdf("1 0 0")), "plan.pdf"), status=422)
        assert "no picture that we can read" in client.text and value_of(client, "title") == "Round bench"
