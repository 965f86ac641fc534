"""Photos of issues and answers: shown, described, added by the reporter, taken away, and never more than six."""

from io import BytesIO

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.foundation.db import Database
from quarter.foundation.pictures import Photo
from quarter.foundation.refusals import Refusal
from quarter.issues.domain import MOST_PHOTOS, IssueRefusal
from quarter.issues.models import Answer, Issue, IssuePhoto
from quarter.issues.queries.issue import get_photo
from quarter.issues.service import photos
from tests.conftest import NOW
from tests.factories.world import World
from tests.foundation.test_pictures import picture
from tests.issues.reports import report, send_report, stored, write
from tests.strict_client import XHTML, StrictClient

SWING = Photo("a" * 32 + ".webp", 600, 400, "A swing with one chain.")


def file() -> tuple[BytesIO, str]:
    return BytesIO(picture("JPEG")), "IMG_1.jpg"


def alternatives(client: StrictClient) -> list[str]:
    """What those hear who cannot see the photos of the last page."""
    main = client.page.find(f".//{XHTML}main")
    return [image.get("alt") for image in main.iter(f"{XHTML}img")]


def with_photos(database: Database, world: World, number: int) -> int:
    with database.unit_of_work() as session:
        issue = report(session, world, photo=SWING)
        for _ in range(number - 1):
            photos.add_photo(session, world.resident, issue, SWING, lang="en", now=NOW)
        return issue.id


class TestWhatWasReported:
    def test_a_photo_comes_with_the_report(self, client: StrictClient, world: World) -> None:
        write(client.sign_in(world.resident), photo=file(), photo_description="A torn chain.")
        assert alternatives(client) == ["A torn chain."]
        client.submit(action="/issues/new", to="send", follow=True)
        assert alternatives(client) == ["A torn chain."]
        shown = next(client.page.find(f".//{XHTML}main").iter(f"{XHTML}img"))
        assert client.http.get(shown.get("src")).mimetype == "image/webp"

    def test_the_reporter_adds_more(self, client: StrictClient, world: World) -> None:
        send_report(client.sign_in(world.resident))
        client.get("/issues/1/photos")
        client.submit(photo=file(), photo_description="", follow=True)
        assert "Your photo is here for everyone to see." in client.text
        assert alternatives(client) == ["Photo of what is reported"]

    def test_none_is_asked_for_again(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        client.sign_in(world.resident).get("/issues/1/photos")
        client.submit(photo_description="Nothing chosen", status=422)
        assert "Please choose a photo." in client.text

    def test_where_there_are_enough_the_form_says_so_and_keeps_the_new_one(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        with_photos(database, world, MOST_PHOTOS)
        client.sign_in(world.resident).get("/issues/1/photos")
        client.submit(photo=file(), photo_description="The other chain.", status=409)
        assert "This issue has six photos already." in client.text
        with database.unit_of_work() as session:
            issue, first = session.get_one(Issue, 1), get_photo(session, 1, 1)
            photos.remove_photo(session, world.resident, issue, first, now=NOW)
        client.submit(follow=True)
        assert "The other chain." in alternatives(client)

    @pytest.mark.parametrize("who", ["neighbour", "city", "moderator", "admin"])
    def test_nobody_else_adds_any(self, client: StrictClient, world: World, database: Database, who: str) -> None:
        stored(database, world)
        client.sign_in(getattr(world, who)).get("/issues/1/photos", status=403)
        client.post("/issues/1/photos", {"photo": file(), "lang": "en"}, status=403)
        client.get("/issues/1")
        assert "Add a photo" not in client.text

    @pytest.mark.parametrize(
        ("who", "status"),
        [("resident", 303), ("moderator", 303), ("neighbour", 403), ("city", 403), ("other_moderator", 403)],
    )
    def test_reporter_and_moderator_take_one_away(
        self, client: StrictClient, world: World, database: Database, who: str, status: int
    ) -> None:
        with_photos(database, world, 2)
        client.sign_in(getattr(world, who)).post("/issues/1/photos/1/remove", status=status)
        client.get("/issues/1")
        assert len(alternatives(client)) == (1 if status == 303 else 2)

    def test_before_it_is_gone_one_is_asked(self, client: StrictClient, world: World, database: Database) -> None:
        with_photos(database, world, 1)
        client.sign_in(world.resident).get("/issues/1/photos/1/remove")
        assert "it cannot be brought back" in client.text
        client.submit(action="/remove", follow=True)
        assert "The photo is gone." in client.text and alternatives(client) == []
        client.get("/issues/1/photos/1/remove", status=404)

    def test_its_address_is_gone_with_it(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world)
        client.sign_in(world.resident).get("/issues/1/photos")
        client.submit(photo=file(), photo_description="The chain.", follow=True)
        with database.session(writes=False) as session:
            address = f"/photos/{get_photo(session, 1, 1).photo}"
        given = client.http.get(address)
        assert given.headers["Cache-Control"] == "private, max-age=3600"
        asked_again = client.http.get(address, headers={"If-None-Match": given.headers["ETag"]})
        assert (asked_again.status_code, asked_again.data) == (304, b"")
        client.post("/issues/1/photos/1/remove")
        client.sign_out()
        for headers in ({}, {"If-None-Match": given.headers["ETag"]}):
            assert client.http.get(address, headers=headers).status_code == 404

    def test_what_a_form_carries_is_shown_there_and_nowhere_else(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world)
        client.sign_in(world.resident).get("/issues/1/photos")
        client.submit(photo=file(), photo_description="x" * 201, status=422)
        [source] = [image.get("src") for image in client.page.iterfind(".//{*}img") if "/photos/" in image.get("src")]
        assert client.http.get(source).status_code == 200
        assert client.http.get(source.partition("?")[0]).status_code == 404
        assert client.http.get(f"{source}x").status_code == 404

    def test_a_seventh_is_refused(self, session: Session, world: World) -> None:
        issue = report(session, world, photo=SWING)
        for _ in range(MOST_PHOTOS - 1):
            photos.add_photo(session, world.resident, issue, SWING, lang="en", now=NOW)
        with pytest.raises(Refusal) as refused:
            photos.add_photo(session, world.resident, issue, SWING, lang="en", now=NOW)
        assert refused.value.reason is IssueRefusal.ENOUGH_PHOTOS
        second = get_photo(session, issue.id, 2)
        photos.remove_photo(session, world.resident, issue, second, now=NOW)
        session.flush()
        assert photos.add_photo(session, world.resident, issue, SWING, lang="en", now=NOW).number == 2

    @pytest.mark.parametrize("number", [0, 7, 1])
    def test_the_database_holds_the_numbers(self, session: Session, world: World, number: int) -> None:
        issue = report(session, world, photo=SWING)
        columns = {"photo": SWING.key, "photo_width": 6, "photo_height": 4, "lang": "en", "added_at": NOW}
        session.add(IssuePhoto(issue_id=issue.id, number=number, **columns))
        with pytest.raises(IntegrityError):
            session.flush()

    def test_six_photos_cost_no_more_statements_than_none(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        with_photos(database, world, 6)
        stored(database, world)
        client.sign_in(world.resident)
        counts = []
        for issue_id in (1, 2):
            client.get(f"/issues/{issue_id}")
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 12


class TestAnswers:
    def test_an_answer_may_show_what_was_done(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, asked="city")
        client.sign_in(world.city).get("/issues/1/answer")
        client.submit(state="done", text="", photo=file(), photo_description="The new chain.", status=422)
        assert "Leave this photo out" in client.text  # kept while the text is missing
        client.submit(state="done", text="It swings again.", follow=True)
        assert alternatives(client) == ["The new chain."]

    def test_the_database_holds_a_whole_photo_or_none(self, session: Session, world: World) -> None:
        issue = report(session, world)
        session.add(
            Answer(issue_id=issue.id, organisation_id=world.organisations["city"], author_id=world.city.person_id,
                   text="x", lang="en", state="done", answered_at=NOW, photo=SWING.key)
        )  # fmt: skip
        with pytest.raises(IntegrityError):
            session.flush()
