"""Sign-up, sign-in, sign-out and profile, as people meet them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlmodel import func, select

from quarter.accounts import passwords
from quarter.accounts.models import Person
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.strict_client import StrictClient, form_fields

ADA = {"name": "Ada", "email": "ada@test.example", "password": "long enough for us"}
SIGN_IN, SIGN_UP, SIGN_OUT, PROFILE = (f"/accounts/{door}" for door in ("sign-in", "sign-up", "sign-out", "profile"))
QUARTER_HOUR = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def client(client):
    """A visitor who reads English."""
    client.http.set_cookie("language", "en")
    return client


def people(database) -> dict[str, str]:
    with database.session(writes=False) as session:
        return dict(session.execute(select(Person.email, Person.name)).all())


def try_password(client, password="wrong password", email="moderator@test.example", status=422):
    return client.post(SIGN_IN, {"email": email, "password": password}, status=status)


def is_signed_in(client) -> bool:
    return client.http.get(PROFILE).status_code == 200


# --- sign-up ---


@pytest.mark.parametrize("name", ["Ada", "سلمى الحسن", "Żaneta O’Neil-Öz", "李", "x" * 80])
def test_with_a_name_in_any_script_one_can_sign_up(client, database, name):
    client.get(SIGN_UP)
    client.submit(**{**ADA, "name": name})
    assert people(database)[ADA["email"]] == name
    client.get(PROFILE)
    assert name in client.text


def test_a_new_person_is_welcomed_and_signed_in(client):
    client.post(f"{SIGN_UP}?next=/accounts/profile", ADA, follow=True)
    assert "Welcome!" in client.text
    assert "Your profile" in client.text


def test_the_language_of_the_page_becomes_that_of_the_profile(client):
    client.post(f"{SIGN_UP}?lang=ar", ADA)
    client.http.delete_cookie("language")
    client.get(PROFILE)
    assert client.page.get("lang") == "ar"


@pytest.mark.parametrize("email", ["moderator@test.example", "MODERATOR@Test.Example", " moderator@test.example "])
def test_an_address_that_is_taken_is_said_at_the_field_and_typing_is_kept(client, database, email):
    client.post(SIGN_UP, {**ADA, "email": email}, status=422)
    assert "There is an account with this address already" in client.text
    fields = form_fields(client._form(None))
    assert (fields["name"], fields["email"].strip()) == ("Ada", email.strip())
    assert "Ada" not in people(database).values()


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("name", "", "Please write a name"),
        ("name", " \t ", "Please write a name"),
        ("name", "x" * 81, "80 characters"),
        ("email", "", "Please write your e-mail address"),
        ("email", "ada", "check the address"),
        ("email", "ada@test", "check the address"),
        ("email", "ada @test.example", "check the address"),
        ("email", "a@b@c.de", "check the address"),
        ("email", f"{'x' * 250}@test.example", "254 characters"),
        ("password", "", "think of a password"),
        ("password", "too short", "10"),
        ("password", "x" * 201, "200"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(client, database, field, value, advice):
    client.post(SIGN_UP, {**ADA, field: value}, status=422)
    assert advice in client.text
    fields = form_fields(client._form(None))
    assert all(fields[other] == ADA[other] for other in ("name", "email") if other != field)
    assert fields["password"] == ""
    assert ADA["email"] not in people(database)


def test_a_form_cannot_make_an_admin(client, database):
    client.post(SIGN_UP, {**ADA, "is_admin": "1", "id": "1"})
    with database.session(writes=False) as session:
        assert session.exec(select(Person.is_admin).where(Person.email == ADA["email"])).one() is False


def test_the_same_address_at_the_same_moment_makes_one_account(app, world, database):
    clients = [StrictClient(app) for _ in range(4)]
    tokens = [client._csrf_token() for client in clients]

    def press(number: int) -> int:
        return clients[number].http.post(SIGN_UP, data={**ADA, "csrf_token": tokens[number]}).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(press, range(4)))
    assert statuses == [303, 422, 422, 422]
    with database.session(writes=False) as session:
        assert session.exec(select(func.count()).where(Person.email == ADA["email"])).one() == 1


class WatchedHasher:
    """Notes whether the house is free for others while it works."""

    def __init__(self, app, database) -> None:
        self.app, self.database, self.was_free = app, database, []

    def _look(self) -> None:
        pool = self.app.extensions["quarter.database"].engine.pool
        self.was_free.append(pool.checkedout() == 0)
        if self.was_free[-1]:
            with self.database.unit_of_work() as session:  # somebody else writes meanwhile
                session.exec(select(Person.id)).first()

    def hash(self, password: str) -> str:
        self._look()
        return "hash"

    def verify(self, stored: str, password: str) -> bool:
        self._look()
        return True


def test_slow_hashing_never_holds_the_database(app, client, world, database, monkeypatch):
    hasher = WatchedHasher(app, database)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    client.post(SIGN_UP, ADA)
    try_password(client, status=303)
    assert hasher.was_free == [True, True]


# --- sign-in ---


@pytest.mark.parametrize("email", ["moderator@test.example", "Moderator@TEST.example", "  moderator@test.example "])
def test_with_address_and_password_one_is_in(client, world, email):
    client.get(SIGN_IN)
    client.submit(email=email, password=PASSWORD)
    assert is_signed_in(client)


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
    try_password(client, PASSWORD, status=429)
    assert "wait a quarter of an hour" in client.text
    clock.move_to(NOW + QUARTER_HOUR - timedelta(seconds=1), tick=False)
    try_password(client, PASSWORD, status=429)
    clock.move_to(NOW + QUARTER_HOUR, tick=False)
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


def session_cookie(client) -> str:
    return client.http.get_cookie("quarter").value


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


# --- sign-out ---


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
    client.sign_in(world.city)
    clock.move_to(NOW + timedelta(days=30, seconds=-1), tick=False)
    assert is_signed_in(client)
    clock.move_to(NOW + timedelta(days=30), tick=False)
    assert not is_signed_in(client)


# --- profile ---


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
