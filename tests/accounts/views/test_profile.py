"""One's own profile: name and language, and who sees what of it."""

import pytest

from quarter.accounts.models import Person
from tests.accounts.views.doors import PROFILE, SIGN_IN, people
from tests.factories.world import PASSWORD
from tests.strict_client import StrictClient, form_fields


def test_the_language_of_the_profile_changes_the_pages(client, world):
    client.sign_in(world.city).get(PROFILE)
    client.submit(language="ar", follow=True)
    assert (client.page.get("lang"), client.page.get("dir")) == ("ar", "rtl")


def test_the_profiles_language_comes_along_to_another_browser(app, client, world):
    client.sign_in(world.city).post(PROFILE, {"name": "City", "language": "ar"})
    library = StrictClient(app)
    library.http.set_cookie("language", "de")
    library.post(SIGN_IN, {"email": "city@test.example", "password": PASSWORD})
    library.get(PROFILE)
    assert library.page.get("lang") == "ar"


def test_the_profile_shows_the_readers_language_where_none_was_chosen(client, world, database):
    """Saving another field must not change the language by the way."""
    with database.unit_of_work() as session:
        session.get_one(Person, world.city.person_id).language = None
    client.sign_in(world.city).get(PROFILE)
    assert form_fields(client._form(PROFILE))["language"] == "en"


@pytest.mark.parametrize(
    ("name", "language"), [("", "de"), ("  ", "de"), ("x" * 81, "de"), ("City", "xx"), ("City", "")]
)
def test_a_wrong_profile_changes_nothing(client, world, database, name, language):
    client.sign_in(world.city).post(PROFILE, {"name": name, "language": language}, status=422)
    assert people(database)["city@test.example"] == "City"


def test_a_profile_needs_a_sign_in(client):
    assert client.get(PROFILE, status=303).headers["Location"] == f"{SIGN_IN}?next={PROFILE}"


def test_one_changes_only_ones_own_profile(client, world, database):
    client.sign_in(world.city).post(PROFILE, {"name": "New", "language": "de", "person_id": "1", "email": "x@y.de"})
    names = people(database)
    assert names["city@test.example"] == "New"
    assert list(names.values()).count("New") == 1


HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}%(x)s"


def test_a_hostile_name_is_only_text_wherever_it_shows(client, world, database):
    client.sign_in(world.moderator).post(PROFILE, {"name": HOSTILE, "language": "en"}, follow=True)
    for address in (PROFILE, f"/groups/{world.group_slug}", f"/seats/{world.seats['moderator']}/end", "/topics"):
        response = client.get(address)
        assert HOSTILE in client.text
        assert "<script>alert" not in response.text


def test_the_address_is_shown_to_nobody_else(client, world):
    client.sign_in(world.resident).get(f"/groups/{world.group_slug}")
    assert "@test.example" not in client.http.get(f"/groups/{world.group_slug}").text
