"""Going out: here, on the other devices, and by itself."""

from datetime import timedelta

import pytest

from tests.accounts.views.doors import PROFILE, SIGN_IN, SIGN_OUT, is_signed_in, session_cookie
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.strict_client import StrictClient


def test_after_signing_out_a_copied_cookie_is_worthless(client, world):
    client.sign_in(world.moderator)
    copied = session_cookie(client)
    client.get(PROFILE)
    client.submit(action=SIGN_OUT)
    assert not is_signed_in(client)
    client.http.set_cookie("quarter", copied)
    assert not is_signed_in(client)


def test_signing_out_twice_and_as_nobody_is_fine(client, world):
    client.sign_in(world.moderator).post(SIGN_OUT)
    client.post(SIGN_OUT)


def test_signing_out_is_no_link(client, world):
    """Else any page could sign people out with an image."""
    client.sign_in(world.moderator).get(SIGN_OUT, status=405)
    assert is_signed_in(client)


def test_signing_out_elsewhere_ends_other_devices_and_not_this_one(app, client, world):
    phone, library, neighbour = (StrictClient(app) for _ in range(3))
    for device, person in (
        (client, world.city),
        (phone, world.city),
        (library, world.city),
        (neighbour, world.resident),
    ):
        device.sign_in(person)
    client.get(PROFILE)
    client.submit(action="elsewhere", follow=True)
    assert "signed in on this device only" in client.text
    assert [is_signed_in(device) for device in (client, phone, library, neighbour)] == [True, False, False, True]


def test_with_one_device_there_is_nothing_to_end(client, world):
    client.sign_in(world.city).get(PROFILE)
    assert "other devices" not in client.text


def test_a_sign_in_ends_by_itself_after_thirty_days(client, world, clock):
    client.sign_in(world.resident)
    clock.move_to(NOW + timedelta(days=30, seconds=-1), tick=False)
    assert is_signed_in(client)
    clock.move_to(NOW + timedelta(days=30), tick=False)
    assert not is_signed_in(client)


def test_that_of_the_moderator_ends_after_half_a_day_and_so_the_profile_says(app, client, world, clock):
    type(client)(app).sign_in(world.moderator)
    clock.move_to(NOW + timedelta(hours=12), tick=False)
    client.sign_in(world.moderator).get(PROFILE)
    assert "other devices" not in client.text
    clock.move_to(NOW + timedelta(hours=24), tick=False)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18 Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("<script>alert(1)</script>", "Unknown device"),
    ],
)
def test_people_recognise_their_devices(client, world, agent, device):
    client.post(SIGN_IN, {"email": "city@test.example", "password": PASSWORD}, headers={"User-Agent": agent})
    client.get(PROFILE)
    assert device in client.text
