"""Plans through the door: the list, a new one with its picture, variants, things in them, comparing, GeoJSON."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlmodel import select

from quarter.foundation import pictures
from quarter.foundation.db import Database
from quarter.groups.models import Quarter
from quarter.planning.models import Element, Plan, Rating
from tests.conftest import NOW
from tests.factories.world import World
from tests.foundation.test_pdf_pages import colour_of, pdf
from tests.foundation.test_pictures import png_that_says
from tests.planning.plans import AREA, stored
from tests.strict_client import XHTML, StrictClient

NEW_PLAN = {
    "title": "The courtyard", "aim": "Somewhere to sit.", "lang": "en", "from_on": "2026-11-01",
    "until_on": "2026-12-01", "criteria": "Safe\nCheap",
}  # fmt: skip
NEW_THING = {
    "kind": "bench",
    "title": "Round bench",
    "place": "under the tree",
    "x": "25",
    "y": "40,5",
    "cost": "1.200",
}


def png(size: tuple[int, int] = (120, 80)) -> tuple[BytesIO, str]:
    written = BytesIO()
    Image.new("RGB", size, "green").save(written, "PNG")
    written.seek(0)
    return written, "plan.png"


def element_of(database: Database, element_id: int) -> Element:
    with database.session(writes=False) as session:
        return session.get_one(Element, element_id)


def plan_of(database: Database, plan_id: int = 1) -> Plan:
    with database.session(writes=False) as session:
        return session.get_one(Plan, plan_id)


def value_of(client: StrictClient, field: str) -> str:
    """What stands in a field of the last page."""
    (found,) = [element for element in client.page.iter() if element.get("name") == field]
    return found.get("value") if found.tag == f"{XHTML}input" else (found.text or "").strip()


def marks(client: StrictClient) -> list[str]:
    """The numbers in the drawings of the last page."""
    svg = "{http://www.w3.org/2000/svg}"
    return [text.text for text in client.page.iter(f"{svg}text")]


@pytest.fixture
def ids(database: Database, world: World) -> dict[str, int]:
    return stored(database, world)


class TestList:
    def test_it_is_empty_at_first_and_says_what_a_plan_is(self, client, world) -> None:
        client.get("/plans")
        assert "No place is being planned yet" in client.text
        assert "Open a plan" not in client.text
        client.sign_in(world.moderator).get("/plans")
        assert "Open a plan" in client.text

    def test_it_is_narrowed_by_quarter_and_group(self, client, world, ids) -> None:
        for query, shown in (
            ("", True), (f"?quarter={world.quarter_id}", True), (f"?group={world.group_id}", True),
            (f"?group={world.other_group_id}", False), (f"?quarter={world.other_quarter_id}", False),
        ):  # fmt: skip
            client.get(f"/plans{query}")
            assert ("The courtyard" in client.text) is shown
        client.get("/plans?colour=red", status=400)
        client.get("/plans?after=nonsense", status=400)

    def test_it_goes_on_and_costs_the_same_however_long(self, client, database, world) -> None:
        stored(database, world)
        client.get("/plans")
        few = len(client.statements)
        for _ in range(26):
            stored(database, world)
        client.get("/plans")
        assert len(client.statements) == few
        assert "Show more" in client.text


class TestNewPlan:
    def test_with_a_picture(self, client, world, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=png(), follow=True)
        assert "The plan is open" in client.text and "Add to the group's variant" in client.text
        with database.session(writes=False) as session:
            plan = session.get_one(Plan, 1)
        assert (plan.picture_width, plan.picture_height, plan.criteria) == (120, 80, ["Safe", "Cheap"])
        answer = client.get(f"/photos/{plan.picture}")
        assert answer.headers["Content-Type"] == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_reading_a_picture_never_holds_the_database(self, app, client, world, database, monkeypatch) -> None:
        pool, was_free = app.extensions["quarter.database"].engine.pool, []

        def watched(content: bytes, **limits: int) -> pictures.Picture:
            was_free.append(pool.checkedout() == 0)
            return pictures.read_picture(content, **limits)

        monkeypatch.setattr("quarter.web.photos.read_picture", watched)
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=png())
        assert was_free == [True]

    def test_what_is_no_picture_is_named_and_the_rest_kept(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(b"GIF89a"), "plan.png"), status=422)
        assert "This file is no picture that we can read." in client.text
        assert value_of(client, "title") == "The courtyard"
        client.submit(**NEW_PLAN, picture=(BytesIO(bytes(13 * 1024 * 1024)), "plan.png"), status=422)
        assert "more than 12 megabytes" in client.text
        assert value_of(client, "aim") == "Somewhere to sit."

    def test_a_picture_of_400_megapixels_is_refused_unread(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(png_that_says(20_000, 20_000)), "plan.png"), status=422)
        assert "more than 50 megapixels" in client.text and value_of(client, "title") == "The courtyard"

    def test_a_picture_is_kept_while_the_rest_is_mended(self, client, world, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**{**NEW_PLAN, "title": ""}, picture=png(), status=422)
        assert "Leave this site plan out" in client.text
        client.submit(**NEW_PLAN)
        assert plan_of(database).picture_width == 120

    def test_a_pdf_of_one_page_is_drawn_without_a_question(self, client, world, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(pdf("1 0 0")), "plan.pdf"))
        assert (plan_of(database).picture_width, plan_of(database).picture_height) == (2000, 1000)

    def test_of_a_pdf_with_more_pages_one_is_asked_for_and_the_file_is_kept(self, app, client, world, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(pdf("1 0 0", "0 1 0", "0 0 1")), "plan.pdf"), status=422)
        assert "which one counts, from 1 to 3." in client.text and value_of(client, "page") == "1"
        for wrong in ("4", "0", "two", ""):
            client.submit(page=wrong, status=422)
            assert "which one counts, from 1 to 3." in client.text and value_of(client, "page") == wrong
        client.submit(page="3")
        _, _, blue = colour_of(app.extensions["quarter.storage"].get(plan_of(database).picture))
        assert blue > 200

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (pdf("1 0 0", password="secret"), "This PDF is locked with a password."),
            (b"%PDF-1.7", "This PDF is damaged or has no page."),
        ],
    )
    def test_a_pdf_that_cannot_be_drawn_is_named(self, client, world, content, message) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(content), "plan.pdf"), status=422)
        assert message in client.text and value_of(client, "title") == "The courtyard"

    def test_a_pdf_that_was_thrown_away_meanwhile_is_asked_for_again(self, app, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=(BytesIO(pdf("1 0 0", "0 1 0")), "plan.pdf"), status=422)
        files = app.extensions["quarter.storage"]
        for key in list(files.list_before(NOW + timedelta(days=3650))):
            if key.endswith(".pdf"):
                files.remove(key)
        client.submit(page="2", status=422)
        assert "Please choose it again." in client.text

    def test_only_this_page_takes_so_much(self, client, world) -> None:
        """Refused by what the request says of itself, before anything is read."""
        client.sign_in(world.moderator)
        for address, megabytes in ((f"/plans/new?group={world.group_id}", 17), ("/topics/new?group=1", 3)):
            size = {"CONTENT_LENGTH": str(megabytes * 1024 * 1024)}
            client.post(address, {"title": "x"}, status=413, environ_overrides=size)

    def test_an_area_that_crosses_itself_says_where(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        bow = {"type": "Polygon", "coordinates": [[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]]}
        client.submit(**NEW_PLAN, area=json.dumps(bow), status=422)
        assert "crosses itself: the line after point 1 meets the line after point 3" in client.text
        client.submit(**NEW_PLAN, area=AREA, picture=png(), status=422)
        assert "Please leave one out" in client.text
        client.submit(**NEW_PLAN, area=AREA, picture_drop="1", follow=True)

    @pytest.mark.parametrize(
        ("points", "status", "message"),
        [
            (5_000, 422, "The area has more than 2000 points."),
            (100_000, 422, "more than 20000 points"),
            (400_000, 413, "This is too large"),
        ],
    )
    def test_an_area_of_far_too_many_points(self, client, world, points, status, message) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        ring = [[8 + n / 100_000, 53 + n % 2 / 10] for n in range(points)]
        area = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
        client.submit(**NEW_PLAN, area=area, file=(BytesIO(), ""), status=status)  # in parts, as browsers send it
        assert message in client.text

    def test_dates_and_criteria_are_checked(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**{**NEW_PLAN, "until_on": "2026-10-01", "criteria": "\n".join("abcdefg")}, status=422)
        assert "before the first day" in client.text and "at most 6" in client.text

    @pytest.mark.parametrize("name", ["resident", "city", "other_moderator", "admin"])
    def test_only_moderator_and_secretary_open_one(self, client, world, name) -> None:
        client.sign_in(getattr(world, name)).get(f"/plans/new?group={world.group_id}", status=403)

    def test_a_picture_that_is_not_there(self, client, world) -> None:
        client.get(f"/photos/{'0' * 32}.webp", status=404)
        client.get("/photos/secret_key", status=404)


class TestPlan:
    def test_variants_stand_side_by_side_with_their_differences(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}")
        assert "The group's variant" in client.text and "More shade by Resident" in client.text
        assert "New: A lime tree" in client.text
        assert "about 900 euros, 1 thing without an estimate" in client.text
        assert marks(client) == ["1", "1", "2"]

    def test_on_the_map_it_is_drawn_in_the_outline(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            session.get_one(Quarter, world.quarter_id).boundary = AREA
        ids = stored(database, world, picture=None)
        client.get(f"/plans/{ids['plan']}")
        assert marks(client) == ["1", "1", "2"]

    def test_without_any_base_the_list_is_enough(self, client, world, database) -> None:
        ids = stored(database, world, picture=None)
        client.get(f"/plans/{ids['plan']}")
        assert marks(client) == [] and "A bench" in client.text
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_every_page_speaks_each_language(self, client, world, ids, language) -> None:
        client.sign_in(world.moderator)
        for address in ("", "/compare", f"/compare?variants={ids['groups']}&variants={ids['own']}",
                        f"/variants/{ids['own']}", f"/variants/{ids['own']}/elements/{ids['tree']}",
                        f"/variants/{ids['groups']}/elements/new", f"/variants/{ids['groups']}/import"):  # fmt: skip
            mark = "&" if "?" in address else "?"
            client.get(f"/plans/{ids['plan']}{address}{mark}lang={language}")
            assert client.page.get("lang") == language

    def test_what_is_not_there(self, client, world, ids) -> None:
        for address in ("999", f"{ids['plan']}/variants/999", f"999/variants/{ids['own']}",
                        f"{ids['plan']}/variants/{ids['groups']}/elements/{ids['tree']}",
                        f"{ids['plan']}/variants/{2**40}", f"{ids['plan']}/variants/999.geojson"):  # fmt: skip
            client.get(f"/plans/{address}", status=404)

    @pytest.mark.parametrize("query", ["?variants=a", "?variants=-1", f"?variants={2**40}", "?colour=red"])
    def test_comparing_nonsense(self, client, world, ids, query) -> None:
        client.get(f"/plans/{ids['plan']}/compare{query}", status=400)

    def test_comparing_one_asks_for_another(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}/compare?variants={ids['own']}&variants=999")
        assert "choose at least two variants" in client.text

    def test_the_cost_of_a_page_does_not_grow_with_the_variants(self, client, world, ids, database) -> None:
        addresses = (f"/plans/{ids['plan']}", f"/plans/{ids['plan']}/variants/{ids['own']}",
                     f"/plans/{ids['plan']}/compare?variants={ids['own']}&variants={ids['groups']}")  # fmt: skip
        client.sign_in(world.city)

        def counts() -> list[int]:
            found = []
            for address in addresses:
                client.get(address)
                found.append(len(client.statements))
            return found

        few = counts()
        client.sign_in(world.neighbour)
        for title in "abc":
            client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch")
            client.submit(title=title, text="", follow=True)
            client.get(client.address + "/elements/new")
            client.submit(**NEW_THING, lang="en")
        client.sign_in(world.city)
        assert counts() == few
        assert max(few) <= 12


class TestThings:
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

    @pytest.mark.parametrize("name", ["neighbour", "moderator", "admin"])
    def test_another_s_variant_is_left_alone(self, client, world, ids, name) -> None:
        client.sign_in(getattr(world, name))
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        for address in (f"{variant}/elements/new", f"{variant}/elements/{ids['tree']}/edit",
                        f"{variant}/elements/{ids['tree']}/remove", f"{variant}/import"):  # fmt: skip
            client.get(address, status=403)

    def test_support_twice_counts_once(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.get(element)
        assert "Sign in to support this" in client.text
        client.sign_in(world.neighbour)
        for _ in range(2):
            client.post(f"{element}/support", follow=True)
        assert "1 person supports this. You do, too." in client.text
        client.submit(action="/support/withdraw", follow=True)
        assert "Nobody has supported this yet." in client.text

    def test_a_visitor_who_supports_says_on_the_way_who_they_are(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.get(f"{element}/support?lang=en")
        assert "Your support counts with the next button:" in client.text
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action="/support", to="sign_up", **who, follow=True)
        assert "Thank you, your support counts." in client.text
        assert "1 person supports this. You do, too." in client.text

    def test_before_one_comments_one_reads_that_the_name_stands_with_it(self, client, world, ids) -> None:
        client.sign_in(world.neighbour).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}")
        assert "Your name stands with it: Neighbour." in client.text

    def test_an_empty_comment_is_asked_for(self, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.sign_in(world.neighbour).get(element)
        client.submit(action="/comments", text=" ", status=422)
        assert "Please write your comment" in client.text
        client.submit(action="/comments", text="Yes!", follow=True)
        assert "Comments (1)" in client.text and "Yes!" in client.text

    def test_a_comment_on_what_was_taken_out_meanwhile_is_not_lost(self, app, client, world, ids) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['tree']}"
        client.sign_in(world.neighbour).get(element)
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{element}/remove")
        owner.submit()
        client.submit(action="/comments", text="A good tree.", status=409)
        assert "Somebody took this out of the variant meanwhile." in client.text
        assert value_of(client, "text") == "A good tree."

    def test_two_who_move_one_thing_are_told_what_the_other_did(self, app, client, world, ids, database) -> None:
        element = f"/plans/{ids['plan']}/variants/{ids['groups']}/elements/{ids['bench']}/edit"
        client.sign_in(world.moderator).get(element)
        second = StrictClient(app).sign_in(world.secretary)
        second.get(element)
        second.submit(x="10", y="10")
        client.submit(x="90", y="90", status=409)
        assert "Somebody else saved this meanwhile" in client.text and "10.0 %, 10.0 %" in client.text
        assert value_of(client, "x") == "90"
        client.submit()
        assert element_of(database, ids["bench"]).x == 0.9

    def test_a_point_outside_the_plan_keeps_the_typing(self, client, world, database) -> None:
        ids = stored(database, world, picture=None, area=AREA)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/new")
        about = {name: value for name, value in NEW_THING.items() if name not in ("x", "y")}
        client.submit(**about, latitude="0", longitude="0", status=409)
        assert "This point lies outside the plan." in client.text and value_of(client, "title") == "Round bench"


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


class TestCourse:
    def test_the_moderator_describes_the_plan_anew(self, app, client, world, ids, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}")
        client.get(f"/plans/{ids['plan']}/edit")
        assert value_of(client, "criteria") == "Safe\nCheap"
        second = StrictClient(app).sign_in(world.secretary)
        second.get(f"/plans/{ids['plan']}/edit")
        second.submit(title="The yard", follow=True)
        assert "Everyone sees it like this now." in second.text and "The yard" in second.text
        client.submit(aim="Shade.", status=409)
        assert "Somebody else saved this meanwhile" in client.text and value_of(client, "aim") == "Shade."
        client.submit(until_on="2026-10-01", status=422)
        client.submit(until_on="2026-12-24", criteria="Quiet")
        plan = plan_of(database, ids["plan"])
        assert (plan.aim, plan.criteria) == ("Shade.", ["Quiet"])

    def test_criteria_that_were_rated_are_only_shown(self, client, world, ids, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/edit")
        rater = StrictClient(client.app).sign_in(world.city)
        rater.get(f"/plans/{ids['plan']}/variants/{ids['own']}")
        rater.submit(action="/rating", criterion_0="4")
        client.submit(title="The yard", criteria="Quiet", status=409)
        assert "Benches have rated the variants" in client.text and value_of(client, "title") == "The yard"
        client.get(f"/plans/{ids['plan']}/edit")
        assert [area.get("name") for area in client.page.iter(f"{XHTML}textarea") if "readonly" in area.attrib] == [
            "criteria"
        ]
        client.submit(title="The yard")
        assert plan_of(database, ids["plan"]).criteria == ["Safe", "Cheap"]

    def test_it_ends_with_a_reason_and_goes_on(self, client, world, ids) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/close")
        client.submit(reason=" ", status=422)
        first = client.submit(reason="There is no money this year.")
        again = client.submit(reason="There is no money this year.")
        assert first.headers["Location"] == again.headers["Location"]
        client.get(f"/plans/{ids['plan']}")
        assert "The planning ended without a variant" in client.text and "There is no money" in client.text
        client.get(f"/plans/{ids['plan']}/close")
        client.submit(reason="Once more.", status=409)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}")
        assert "There is no money" in client.text and "Open the planning again" not in client.text
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}")
        client.submit(action="/reopen", follow=True)
        assert "The planning goes on" in client.text and "There is no money" not in client.text

    @pytest.mark.parametrize("name", ["resident", "city", "other_moderator", "admin"])
    def test_that_is_the_moderator_s(self, client, world, ids, name) -> None:
        client.sign_in(getattr(world, name))
        for address in ("edit", "close"):
            client.get(f"/plans/{ids['plan']}/{address}", status=403)
        client.post(f"/plans/{ids['plan']}/reopen", status=403)

    def test_the_author_rewords_a_variant(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(f"{variant}/edit")
        assert value_of(client, "title") == "More shade"
        second = StrictClient(app).sign_in(world.resident)
        second.get(f"{variant}/edit")
        second.submit(title="Trees", text="They cool.", follow=True)
        assert "They cool." in second.text
        client.submit(title="Cool trees", status=409)
        assert "Somebody else saved this meanwhile" in client.text and value_of(client, "title") == "Cool trees"
        client.submit(title=" ", status=422)
        client.submit(title="Cool trees")
        for other in (world.neighbour, world.moderator):
            client.sign_in(other).get(f"{variant}/edit", status=403)

    def test_rewording_what_was_withdrawn_keeps_the_typing(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(f"{variant}/edit")
        second = StrictClient(app).sign_in(world.moderator)
        second.get(f"{variant}/withdraw")
        second.submit()
        client.submit(title="Trees", status=409)
        assert "withdrawn meanwhile" in client.text and value_of(client, "title") == "Trees"

    def test_an_empty_plan_shows_an_example_that_is_none(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, follow=True)
        assert "Only an example: nothing of this is planned." in client.text
        client.get(client.address + "?lang=de")

    def test_one_with_things_shows_none(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}")
        assert "Only an example" not in client.text


class TestTakingOver:
    def test_several_at_once_and_what_is_there_already_is_named(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{variant}/elements/new")
        owner.submit(**NEW_THING)
        client.sign_in(world.moderator).get(variant)
        client.submit(action="/merge", status=422)
        assert "Please choose at least one thing" in client.text
        boxes = [box.get("value") for box in client.page.iter(f"{XHTML}input") if box.get("name") == "things"]
        assert boxes == [f"{ids['tree']}.1", "4.1"]
        client.submit(action="/merge", things=[boxes[0]], follow=True)
        assert "1 thing was taken over into the group's variant." in client.text
        client.post(f"{variant}/merge", {"things": boxes}, follow=True)
        assert "has it already: A lime tree." in client.text and "1 thing was taken over" in client.text
        assert "Take over what is chosen" not in client.text
        client.get(f"/plans/{ids['plan']}/variants/{ids['groups']}")
        assert "idea of Resident" in client.text

    @pytest.mark.parametrize("nonsense", ["x", "1", "1.x", "1.2.3", f"{2**40}.1", "-1.1"])
    def test_nonsense_is_refused(self, client, world, ids, nonsense) -> None:
        client.sign_in(world.moderator)
        client.post(f"/plans/{ids['plan']}/variants/{ids['own']}/merge", {"things": nonsense}, status=400)

    def test_only_the_moderator_takes_over(self, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(variant)
        assert "Take over" not in client.text
        client.post(f"{variant}/merge", {"things": f"{ids['tree']}.1"}, status=403)


class TestVariants:
    def test_branching_one_that_is_withdrawn_meanwhile_keeps_the_typing(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.neighbour).get(f"{variant}/branch")
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{variant}/withdraw")
        owner.submit(follow=True)
        assert "The variant is withdrawn." in owner.text
        client.submit(title="A roof", text="It rains.", status=409)
        assert "withdrawn meanwhile" in client.text
        assert (value_of(client, "title"), value_of(client, "text")) == ("A roof", "It rains.")
        client.get(variant)
        assert "It stays here for those who look back" in client.text

    def test_a_second_press_branches_once(self, client, world, ids) -> None:
        client.sign_in(world.neighbour).get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch")
        first = client.submit(title="A roof", text="")
        again = client.submit(title="A roof", text="")
        assert first.headers["Location"] == again.headers["Location"]

    def test_whoever_is_not_signed_in_is_led_there(self, client, world, ids) -> None:
        response = client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/branch", status=303)
        assert "/accounts/sign-in" in response.headers["Location"]

    def test_a_bench_rates(self, client, world, ids, database) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.city).get(variant)
        client.submit(action="/rating", criterion_0="4", criterion_1="", follow=True)
        with database.session(writes=False) as session:
            assert [(row.criterion, row.points) for row in session.exec(select(Rating))] == [(0, 4)]
        client.submit(action="/rating", criterion_0="9", status=422)
        client.get(f"/plans/{ids['plan']}/compare?variants={ids['groups']}&variants={ids['own']}")
        assert "City administration: 4" in client.text and "not rated yet" in client.text

    def test_adopting_finishes_the_planning(self, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.moderator).get(f"{variant}/adopt")
        client.submit(follow=True)
        assert "Planning finished" in client.text and "The group goes on with this one" in client.text
        client.sign_in(world.resident).get(variant)
        assert "Add to this variant" not in client.text
        client.get(f"{variant}/elements/new")
        client.submit(**NEW_THING, status=409)
        assert "The planning is finished" in client.text and value_of(client, "title") == "Round bench"

    def test_withdrawing_the_group_s_is_refused(self, client, world, ids) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/variants/{ids['groups']}/withdraw")
        client.submit(status=409)


class TestGeojson:
    def test_out_and_in_again(self, client, world, ids) -> None:
        out = client.get(f"/plans/{ids['plan']}/variants/{ids['own']}.geojson")
        assert out.headers["Content-Type"] == "application/geo+json"
        assert [feature["properties"]["title"] for feature in out.json["features"]] == ["A bench", "A lime tree"]
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(file=(BytesIO(out.data), "plan.geojson"), follow=True)
        assert "2 things were added." in client.text
        assert marks(client) == ["1", "2", "3", "4"]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", "Please choose a file or paste its text."),
            ("{", "This is not JSON: line 1, column 2."),
            (
                {"features": [{"type": "Feature", "geometry": {"type": "Polygon"}}]},
                "Feature 1: the geometry is Polygon",
            ),
            ({"features": [{}] * 300}, "The file holds 300 features, but a variant holds at most 200 things."),
        ],
    )
    def test_what_is_wrong_is_named_and_the_text_kept(self, client, world, ids, content: Any, message) -> None:
        text = content if isinstance(content, str) else json.dumps({"type": "FeatureCollection", **content})
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(text=text, status=422)
        assert message in client.text
        assert value_of(client, "text") == text

    def test_a_hundred_thousand_points(self, client, world, ids) -> None:
        feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [8.5, 53.5]}, "properties": {}}
        data = json.dumps({"type": "FeatureCollection", "features": [feature] * 100_000}).encode()
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        client.submit(file=(BytesIO(data), "plan.geojson"), status=422)
        assert "The file holds 100000 features" in client.text

    def test_points_outside_the_plan_and_what_is_no_text(self, client, world, database) -> None:
        ids = stored(database, world, picture=None, area=AREA)
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}/import")
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0, 0]},
            "properties": {"title": "A"},
        }
        client.submit(text=json.dumps({"type": "FeatureCollection", "features": [feature]}), status=409)
        assert "outside the plan" in client.text
        client.submit(file=(BytesIO(b"\xff\xfe\x00"), "plan.geojson"), status=422)
        assert "no text in UTF-8" in client.text
