"""Taking the minutes away as a file."""

from hashlib import sha256

import pytest

from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.queries.records import get_record
from tests.conftest import Look, Made
from tests.factories.world import World
from tests.meetings.evening import sealed
from tests.strict_client import StrictClient


@pytest.mark.parametrize("ending", FORMATS)
def test_files_of_the_minutes_come_with_a_name_to_be_kept_and_not_shown(
    client: StrictClient, made: Made, ending: str
) -> None:
    made(sealed)
    answer = client.http.get(f"/meetings/1/minutes.{ending}?lang=ar")
    language = "-ar" if FORMATS[ending].has_labels else ""
    assert answer.headers["Content-Disposition"] == f'attachment; filename="minutes-2026-1{language}.{ending}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == FORMATS[ending].media_type
    assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("language=")]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_choice_of_a_file_leads_to_its_address(client: StrictClient, made: Made, ending: str) -> None:
    made(sealed)
    client.get("/meetings/1/minutes")
    offered = [option.get("value") for option in client.page.iter() if option.tag.endswith("}option")]
    assert ending in offered
    answer = client.get(f"/meetings/1/minutes/file?ending={ending}&labels=ar", status=303)
    assert answer.headers["Location"].endswith(f"/meetings/1/minutes.{ending}?lang=ar")
    assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("language=")]


@pytest.mark.parametrize("query", ["", "ending=exe&labels=de", "ending=pdf&labels=xx", "ending=pdf"])
def test_a_choice_that_was_not_offered_is_refused(client: StrictClient, made: Made, query: str) -> None:
    made(sealed)
    client.get(f"/meetings/1/minutes/file?{query}", status=400)


def test_anybody_of_the_group_can_compute_the_seal(client: StrictClient, world: World, made: Made, look: Look) -> None:
    made(sealed)
    content = client.sign_in(world.observer).get("/meetings/1/minutes.json").get_data()
    assert sha256(content).hexdigest() == look(lambda session: get_record(session, 1).record.sha256)
