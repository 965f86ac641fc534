"""Making an account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import func, select

from quarter.accounts import passwords
from quarter.accounts.models import Person
from tests.accounts.views.doors import ADA, PROFILE, SIGN_UP, people, try_password
from tests.strict_client import StrictClient, form_fields


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
        ("email", "jörg.müller@test.example", "Before the @"),
        ("email", "a@[x.y", "check the address"),
        ("email", "a@x.(", "check the address"),
        ("email", ";@a.b", "check the address"),
        ("email", "a,b@x.example", "check the address"),
        ("email", "undisclosed:;@x.y", "check the address"),
        ("email", f"a@{'.' * 12_000}@", "254 characters"),
        ("password", "", "think of a password"),
        ("password", "too short", "10"),
        ("password", "x" * 201, "200"),
        ("password", "1234567890", "would be guessed quickly"),
        ("password", "passwort12", "would be guessed quickly"),
        ("password", "ada@test.example", "would be guessed quickly"),
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


def test_an_address_with_a_domain_in_its_own_script_is_kept_as_it_travels(client, database):
    client.post(SIGN_UP, {**ADA, "email": "Anna@Bücher.example"})
    assert "anna@xn--bcher-kva.example" in people(database)


def test_two_ways_to_write_a_domain_are_one_account(client, database):
    with database.unit_of_work() as session:
        person = session.exec(select(Person)).first()
        person.email = "anna@bücher.example"  # as it was kept when addresses were not read
    for email in ("anna@xn--bcher-kva.example", "anna@BÜCHER.example"):
        client.post(SIGN_UP, {**ADA, "email": email}, status=422)
        assert "There is an account with this address already" in client.text


def test_a_name_that_nobody_can_see_is_missing(client, database):
    client.post(SIGN_UP, {**ADA, "name": "\u200b\u2060"}, status=422)
    assert ADA["email"] not in people(database)
