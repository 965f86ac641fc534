"""Photos of before and now, as the owner sends them and everybody sees them."""

from io import BytesIO
from typing import Any

import pytest
from sqlmodel import select

from quarter.actions.domain import ActionState, PhotoMoment
from quarter.actions.models import ActionUpdate
from tests.actions.deeds import agree, photo, report
from tests.foundation.test_pictures import picture

SEEN = {"text": "The lamps stand.", "state": "done", "photo_description": "Four lamps along the water"}


@pytest.fixture
def action_id(database, world) -> int:
    with database.unit_of_work() as session:
        return agree(session, world).id


def file() -> tuple[BytesIO, str]:
    return BytesIO(picture("JPEG")), "IMG_1.jpg"


def images(client) -> list[Any]:
    return [element for element in client.page.iter() if element.tag.endswith("}img")]


def test_a_photo_comes_with_a_report_and_is_described(client, world, database, action_id) -> None:
    client.sign_in(world.city).get(f"/actions/{action_id}?lang=en")
    client.submit(action="/progress", photo=file(), shows="now", **SEEN, follow=True)
    assert "How it is now" in client.text and "Four lamps along the water" in client.text
    assert {image.get("alt") for image in images(client)} == {"Four lamps along the water"}
    client.get(images(client)[0].get("src"))
    with database.session(writes=False) as session:
        kept = session.exec(select(ActionUpdate)).one()
    assert (kept.shows, kept.photo_width, kept.photo_height) == (PhotoMoment.NOW, 60, 40)


def test_without_words_it_is_kept_and_asked_what_is_to_be_seen(client, world, action_id) -> None:
    client.sign_in(world.city).get(f"/actions/{action_id}?lang=en")
    client.submit(action="/progress", photo=file(), **SEEN | {"photo_description": " "}, status=422)
    assert "Please say in a few words what is to be seen" in client.text
    assert images(client)[0].get("alt") == "The photo that you chose"
    client.submit(action="/progress", **SEEN, shows="before", follow=True)
    assert "How it was before" in client.text


def test_what_is_no_photo_is_named_and_nothing_is_reported(client, world, action_id) -> None:
    client.sign_in(world.city).get(f"/actions/{action_id}?lang=en")
    client.submit(action="/progress", photo=(BytesIO(b"%PDF-1.7"), "bill.pdf"), **SEEN, status=422)
    assert "no picture that we can read" in client.text and "Nothing reported yet." in client.text


def test_who_may_not_report_sends_no_photo_either(client, world, action_id) -> None:
    client.sign_in(world.resident).post(f"/actions/{action_id}/progress", {"photo": file(), **SEEN}, status=403)


def test_before_and_now_stand_side_by_side_and_each_at_its_report(client, world, database) -> None:
    with database.unit_of_work() as session:
        action = agree(session, world)
        for number, shows in enumerate((PhotoMoment.BEFORE, PhotoMoment.BEFORE, PhotoMoment.NOW, PhotoMoment.NOW)):
            report(session, world, action, ActionState.IN_PROGRESS, photo=photo(shows, number))
        action_id = action.id
    client.get(f"/actions/{action_id}?lang=en")
    assert "Before and now" in client.text
    pair, reports = images(client)[:2], images(client)[2:]
    assert [image.get("alt") for image in pair] == ["Photo 0", "Photo 3"]
    assert [image.get("alt") for image in reports] == ["Photo 3", "Photo 2", "Photo 1", "Photo 0"]
    assert client.text.count("Mon 23 Nov City") == 2  # the day, and who took it


def test_one_alone_says_which_moment_it_shows(client, world, database) -> None:
    with database.unit_of_work() as session:
        action = agree(session, world)
        report(session, world, action, ActionState.IN_PROGRESS, photo=photo(PhotoMoment.BEFORE))
        action_id = action.id
    client.get(f"/actions/{action_id}?lang=en")
    assert "How it was before" in client.text and "Before and now" not in client.text
