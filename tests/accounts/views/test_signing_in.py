"""Coming in, and what slows down whoever guesses."""

from datetime import timedelta

import pytest

from quarter.accounts.models import Person
from tests.accounts.views.doors import SIGN_IN, SIGN_OUT, is_signed_in, session_cookie, try_password, wrong
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.strict_client import form_fields


@pytest.mark.parametrize("email", ["moderator@test.example", "Moderator@TEST.example", "  moderator@test.example "])
def test_with_address_and_password_one_is_in(client, world, email):
    client.get(SIGN_IN)
    client.submit(email=email, password=PASSWORD)
    assert is_signed_in(client)


@pytest.mark.parametrize("kept", ["jörg.müller@test.example", "anna@bücher.example", "a@[x.y", "a,b@test"])
def test_whoever_has_an_address_that_a_new_account_may_not_have_still_comes_in(client, database, world, kept):
    with database.unit_of_work() as session:
        session.get_one(Person, world.city.person_id).email = kept
    try_password(client, PASSWORD, email=kept.upper(), status=303)


@pytest.mark.parametrize("kept", ["anna@bücher.example", "anna@xn--bcher-kva.example"])
def test_both_ways_to_write_a_domain_lead_to_one_account(client, database, world, kept):
    with database.unit_of_work() as session:
        session.get_one(Person, world.city.person_id).email = kept
    for email in ("anna@BÜCHER.example", "anna@xn--bcher-kva.example"):
        try_password(client, PASSWORD, email=email, status=303)
        client.post(SIGN_OUT)


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client, world):
    answers = []
    for email in ("moderator@test.example", "nobodyyy@test.example"):
        try_password(client, email=email)
        answers.append(client.text)
        assert not is_signed_in(client)
    assert answers[0] == answers[1]
    assert "do not fit together" in answers[0]


def test_a_wrong_password_keeps_the_address_and_never_shows_the_password(client, world):
    response = try_password(client, "my secret wish")
    assert form_fields(client._form(None))["email"] == "moderator@test.example"
    assert "my secret wish" not in response.text


@pytest.mark.parametrize("field", ["email", "password"])
def test_both_are_needed(client, world, field):
    client.post(SIGN_IN, {"email": "moderator@test.example", "password": PASSWORD, field: " "}, status=422)
    assert "Please write your" in client.text


def test_after_ten_failures_even_the_right_password_has_to_wait(client, world, clock):
    for _ in range(10):
        try_password(client)
    refused = try_password(client, PASSWORD, status=429)
    assert "Please wait 2 minutes" in client.text and refused.headers["Retry-After"] == "90"
    assert form_fields(client._form(None))["email"] == "moderator@test.example"
    clock.move_to(NOW + timedelta(seconds=89), tick=False)
    try_password(client, PASSWORD, status=429)
    clock.move_to(NOW + timedelta(seconds=90), tick=False)
    try_password(client, PASSWORD, status=303)


def test_nobody_locks_anybody_out_from_elsewhere(client, world):
    """Wrong passwords are counted by address and network, and by no address alone."""
    for _ in range(40):
        client.http.post(SIGN_IN, data=wrong(client), environ_base={"REMOTE_ADDR": "203.0.113.7"})
    try_password(client, PASSWORD, status=303)


def test_on_a_device_that_is_known_one_comes_in_whatever_others_do_in_the_same_network(app, client, world):
    try_password(client, PASSWORD, status=303)
    client.post(SIGN_OUT)
    stranger = type(client)(app)
    for _ in range(10):
        try_password(stranger)
    try_password(stranger, PASSWORD, status=429)
    try_password(client, PASSWORD, status=303)


def test_a_known_device_is_no_way_to_guess(client, world):
    try_password(client, PASSWORD, status=303)
    client.post(SIGN_OUT)
    for _ in range(10):
        try_password(client)
    try_password(client, PASSWORD, status=429)


def test_a_device_is_known_for_those_alone_who_have_signed_in_on_it(app, client, world):
    for name in ("city", "resident"):
        try_password(client, PASSWORD, email=f"{name}@test.example", status=303)
        client.post(SIGN_OUT)
    stranger = type(client)(app)
    for name in ("city", "resident", "moderator"):
        for _ in range(10):
            try_password(stranger, email=f"{name}@test.example")
    statuses = {"city": 303, "resident": 303, "moderator": 429}
    for name, status in statuses.items():
        client.sign_out()
        try_password(client, PASSWORD, email=f"{name}@test.example", status=status)


def test_a_made_up_device_is_unknown(client, world):
    client.http.set_cookie("quarter-device", "made.up")
    for _ in range(10):
        try_password(client)
    try_password(client, PASSWORD, status=429)


def test_a_whole_house_may_sign_in_at_the_same_hour(client, world):
    """Only wrong passwords count: a street of houses may share one address."""
    for _ in range(70):
        client.sign_out()
        client.http.delete_cookie("quarter-device")
        try_password(client, PASSWORD, status=303)


def test_nine_failures_are_forgiven(client, world):
    for _ in range(9):
        try_password(client)
    try_password(client, PASSWORD, status=303)


def test_other_spellings_do_not_give_more_tries(client, world):
    spelled = ["moderator@test.example", "MODERATOR@test.example", " moderator@test.example", "Moderator@Test.Example "]
    for number in range(10):
        try_password(client, email=spelled[number % 4])
    try_password(client, PASSWORD, status=429)


def test_one_persons_failures_do_not_lock_out_another(client, world):
    for _ in range(10):
        try_password(client)
    try_password(client, PASSWORD, email="city@test.example", status=303)


def test_an_unknown_address_is_slowed_down_just_the_same(client, world):
    for _ in range(10):
        try_password(client, email="nobody@test.example")
    try_password(client, email="nobody@test.example", status=429)


def test_guessing_many_addresses_from_one_network_is_slowed_down(client, world):
    for number in range(60):
        try_password(client, email=f"guess{number}@test.example")
    try_password(client, PASSWORD, status=429)


def test_the_session_is_a_new_one_after_sign_in(client, world):
    with client.http.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    before = session_cookie(client)
    try_password(client, PASSWORD, status=303)
    assert session_cookie(client) != before
    with client.http.session_transaction() as cookie:
        assert "planted" not in cookie
        assert "csrf_token" not in cookie


def test_an_old_form_is_worthless_after_sign_in(client, world):
    token = client._csrf_token()
    client.post(SIGN_IN, {"email": "moderator@test.example", "password": PASSWORD, "csrf_token": token})
    assert client.http.post(SIGN_OUT, data={"csrf_token": token}).status_code == 400
