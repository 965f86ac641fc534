"""The doors of accounts, and what stands behind them."""

from sqlmodel import select

from quarter.accounts.models import Person

ADA = {"name": "Ada", "email": "ada@test.example", "password": "long enough for us"}
SIGN_IN, SIGN_UP, SIGN_OUT, PROFILE = (f"/accounts/{door}" for door in ("sign-in", "sign-up", "sign-out", "profile"))


def people(database) -> dict[str, str]:
    with database.session(writes=False) as session:
        return dict(session.execute(select(Person.email, Person.name)).all())


def try_password(client, password="wrong password", email="moderator@test.example", status=422):
    return client.post(SIGN_IN, {"email": email, "password": password}, status=status)


def wrong(client, email="moderator@test.example") -> dict[str, str]:
    return {"email": email, "password": "wrong password", "csrf_token": client._csrf_token()}


def is_signed_in(client) -> bool:
    return client.http.get(PROFILE).status_code == 200


def session_cookie(client) -> str:
    return client.http.get_cookie("quarter").value
