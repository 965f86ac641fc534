"""Who does too much in a while has to wait, keeps what was typed, and keeps nobody else from anything."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from quarter.config import Settings
from quarter.issues.models import Issue
from quarter.planning.models import Variant
from quarter.voices.models import Comment
from quarter.web.limits import LIMITS, Deed
from tests.conftest import NOW
from tests.issues.reports import WRITTEN, report
from tests.planning.plans import open_plan
from tests.strict_client import form_fields

FROM_OURS = {"Referer": "http://localhost/", "Accept": "text/html"}


@pytest.fixture
def limits():
    return True


@pytest.fixture
def issue(made):
    return f"/issues/{made(report)}"


def say(client, issue, number, status=303):
    return client.post(f"{issue}/comments", {"text": f"Word {number}", "lang": "de"}, status=status)


def count(look, model):
    return look(lambda session: session.exec(select(func.count()).select_from(model)).one())


def test_after_so_many_comments_one_has_to_wait_and_the_form_keeps_the_words(client, world, issue, look, clock):
    client.sign_in(world.resident)
    most = LIMITS[Deed.COMMENT].person.at_once
    for number in range(most):
        say(client, issue, number)
    refused = say(client, issue, "that was typed", status=429)
    assert refused.headers["Retry-After"] == "30" and "Please wait 1 minute" in client.text
    assert form_fields(client._form("/comments"))["text"] == "Word that was typed"
    assert count(look, Comment) == most
    clock.move_to(NOW + timedelta(seconds=30))
    client.submit(action="/comments")
    assert count(look, Comment) == most + 1


def test_that_keeps_nobody_else_behind_the_same_address(client, world, issue):
    client.sign_in(world.resident)
    for number in range(LIMITS[Deed.COMMENT].person.at_once):
        say(client, issue, number)
    say(client, issue, "one more", status=429)
    say(client.sign_in(world.city), issue, "of another")


def test_the_page_is_in_the_readers_language(client, world, issue):
    client.sign_in(world.resident).http.set_cookie("language", "de")
    for number in range(LIMITS[Deed.COMMENT].person.at_once):
        say(client, issue, number)
    say(client, issue, "noch eines", status=429)
    assert "Bitte warten Sie" in client.text


def test_variants_of_ones_own(client, world, made, look):
    plan = made(open_plan)
    variant = look(lambda session: session.exec(select(Variant.id)).one())
    client.sign_in(world.resident)
    address = f"/plans/{plan}/variants/{variant}/branch"
    for number in range(5):
        client.post(address, {"title": f"Mine {number}", "text": "", "lang": "de"})
    client.post(address, {"title": "Mine, too", "text": "", "lang": "de"}, status=429)
    assert form_fields(client._form(None))["title"] == "Mine, too" and count(look, Variant) == 6


def test_a_form_of_any_kind_is_kept_and_sent_later_with_one_press(client, world, issue, look, clock, monkeypatch):
    few(monkeypatch, Deed.FORM)
    client.sign_in(world.resident)
    say(client, issue, 1)
    client.post(f"{issue}/comments", {"text": "Word kept", "lang": "de"}, status=429, headers=FROM_OURS)
    assert "Word kept" in client.text and "Please wait 1 minute" in client.text
    clock.move_to(NOW + timedelta(minutes=1))
    client.submit(action="/comments", headers=FROM_OURS)
    assert count(look, Comment) == 2


@pytest.mark.parametrize(
    ("deed", "address"), [(Deed.SEARCH, "/decisions?q=swing"), (Deed.FILE, "/decisions/register.pdf?year=202")]
)
def test_what_is_dear_to_answer(client, world, deed, address, monkeypatch):
    few(monkeypatch, deed)
    first = client.http.get(f"{address}0").status_code
    address += "1"  # the same page as before is given out as it was kept, which costs nothing
    refused = client.http.get(address)
    assert first != 429 and refused.status_code == 429 and refused.headers["Retry-After"] == "60"
    assert client.http.head(address).status_code == 429
    assert client.get("/issues").status_code == 200
    assert client.http.get(address, environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == first
    assert client.sign_in(world.resident).http.get(address).status_code == first


def test_a_visitor_in_the_same_household_is_the_same_and_another_is_not(client, monkeypatch):
    few(monkeypatch, Deed.SEARCH)
    addresses = "2001:db8:1:2201::1", "2001:db8:1:2202::2", "2001:db8:1:2302::2", "::ffff:192.0.2.1", "192.0.2.1"
    seen = [
        client.http.get(f"/issues?q=swing{number}", environ_base={"REMOTE_ADDR": address}).status_code
        for number, address in enumerate(addresses)
    ]
    assert seen == [200, 429, 200, 200, 429]


def test_reading_never_writes(client, world):
    """The strict client fails on it."""
    client.sign_in(world.resident).get("/issues?q=swing")


def test_a_sign_up_keeps_name_and_address(client, monkeypatch):
    few(monkeypatch, Deed.SIGN_UP)
    who = {"name": "Ada", "email": "ada@test.example", "password": "long enough for us"}
    client.post("/accounts/sign-up", who)
    client.sign_out().post("/accounts/sign-up", who | {"email": "bo@test.example"}, status=429)
    assert form_fields(client._form(None))["email"] == "bo@test.example" and "Please wait" in client.text


def test_a_report_of_a_visitor_makes_no_account_when_there_are_too_many(client, world, look, monkeypatch):
    few(monkeypatch, Deed.REPORT)
    who = {"known-email": "resident@test.example", "known-password": "correct horse battery", "to": "sign_in"}
    words = WRITTEN | {"category": "playground"}
    before = count(look, Issue)
    client.post("/issues/new", words | who)
    refused = client.sign_out().post("/issues/new", words | who, status=429, headers=FROM_OURS)
    assert "correct horse" not in refused.text
    assert "One of the chains is torn." in client.text
    assert count(look, Issue) == before + 1
    assert client.http.get("/accounts/profile").status_code == 303


def test_every_deed_has_a_limit_that_is_wider_for_a_network_than_for_a_person():
    assert set(LIMITS) == set(Deed)
    for limit in LIMITS.values():
        assert limit.network.at_once >= limit.person.at_once and limit.network.seconds <= limit.person.seconds


def test_they_can_be_switched_off_for_a_scanner(app, client, world, issue, monkeypatch):
    assert Settings.model_fields["limits"].default is True
    few(monkeypatch, Deed.FORM)
    app.extensions["quarter.throttle"] = None  # as with the setting
    client.sign_in(world.resident)
    for number in range(3):
        say(client, issue, number)


def few(monkeypatch, deed):
    """Only one of these at once, and one a minute."""
    bucket = LIMITS[deed].person.__class__(1, 60)
    monkeypatch.setitem(LIMITS, deed, LIMITS[deed].__class__(bucket, bucket))


def test_the_files_of_a_day_are_bounded_since_each_lies_on_the_disk_for_as_long():
    stored = LIMITS[Deed.STORED].person
    a_day = stored.at_once + 24 * 3600 / stored.seconds
    assert a_day * 3 < 1000  # files of 3 megabytes


def test_an_archive_counts_as_several_files(client, world, monkeypatch):
    bucket = LIMITS[Deed.FILE].network.__class__(8, 60)
    monkeypatch.setitem(LIMITS, Deed.FILE, LIMITS[Deed.FILE].__class__(bucket, bucket))
    assert client.http.get("/meetings/1/minutes.all.zip").status_code == 404
    assert client.http.get("/meetings/1/minutes.zip").status_code == 429
