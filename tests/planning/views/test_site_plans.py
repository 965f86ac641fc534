"""The site plan of a new plan: a picture, or a page of a PDF."""

from datetime import timedelta
from io import BytesIO

import pytest

from quarter.foundation import pictures
from tests.conftest import NOW
from tests.foundation.test_pdf_pages import colour_of, pdf
from tests.foundation.test_pictures import png_that_says
from tests.planning.pages import NEW_PLAN, plan_of, png, value_of


class TestSitePlan:
    def test_with_a_picture(self, client, world, database) -> None:
        client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
        client.submit(**NEW_PLAN, picture=png(), follow=True)
        assert "The plan is open" in client.text and "Add to the group's variant" in client.text
        plan = plan_of(database)
        assert (plan.picture_width, plan.picture_height, plan.criteria) == (120, 80, ["Safe", "Cheap"])
        answer = client.get(f"/photos/{plan.picture}")
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "private, max-age=3600"
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

    def test_a_picture_that_is_not_there(self, client, world) -> None:
        client.get(f"/photos/{'0' * 32}.webp", status=404)
        client.get("/photos/secret_key", status=404)
