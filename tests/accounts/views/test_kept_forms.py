"""Whoever was signed out while writing keeps the text, and sends it with the press that signs in again."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from quarter.meetings.models import AgendaProposal
from quarter.voices.models import Comment
from tests.factories.world import PASSWORD
from tests.issues.reports import stored
from tests.strict_client import StrictClient

TEXT = "Die Kette ist gerissen.\nBitte „bald“ <b>reparieren</b>."
FROM_OURS = {"Referer": "http://localhost/issues/1", "Accept": "text/html"}


@pytest.fixture
def comments(database):
    def read() -> list[str]:
        with database.session(writes=False) as session:
            return list(session.scalars(sa.select(Comment.__table__.c.text)))

    return read


@pytest.fixture
def issue(client, world, database) -> str:
    """The page of an issue with a form for comments, open before its reader signed out in another tab."""
    address = f"/issues/{stored(database, world)}"
    client.sign_in(world.resident).get(address)
    sign_out_elsewhere(client)
    return address


def sign_out_elsewhere(client) -> None:
    other_tab = StrictClient(client.app)
    with client.http.session_transaction() as cookie, other_tab.http.session_transaction() as copy:
        copy.update(cookie)
    other_tab.post("/accounts/sign-out")


def send(client, *, text: str = TEXT, status: int = 403, **headers: str) -> None:
    client.submit(action="/comments", text=text, status=status, headers={**FROM_OURS, **headers})


def enter(client, *, password: str = PASSWORD, status: int = 303, **fields: str) -> None:
    door = {"door-email": "resident@test.example", "door-password": password}
    client.submit(action="/comments", **door, **fields, status=status, headers=FROM_OURS)


def test_a_comment_is_sent_with_the_press_that_signs_in_again(client, issue, comments):
    send(client)
    assert "You were signed out before this was sent" in client.text and "<b>reparieren</b>" in client.text
    enter(client)
    assert comments() == [TEXT]
    client.get(issue)
    assert "Your comment is here" in client.text and client.http.get("/accounts/profile").status_code == 200


def test_with_a_cookie_that_is_gone_too(client, issue, comments):
    """Signing out in another tab of the same browser takes the token of the form along."""
    client.http.delete_cookie("quarter")
    client.post(f"{issue}/comments", {"text": TEXT, "lang": "de", "csrf_token": "old"}, status=403, headers=FROM_OURS)
    enter(client)
    assert comments() == [TEXT]


def test_so_it_is_with_a_proposal_and_a_file_is_said_to_be_missing(client, world, database):
    address = f"/meetings/proposals/new?group={world.group_id}"
    client.sign_in(world.initiative).get(address)
    sign_out_elsewhere(client)
    about = {"title": "Eine Bank", "reason": TEXT, "file": (BytesIO(b"%PDF-"), "plan.pdf")}
    client.submit(**about, status=403, headers=FROM_OURS)
    assert "A file that you chose could not be kept." in client.text
    door = {"door-email": "initiative@test.example", "door-password": PASSWORD}
    client.submit(**door, headers=FROM_OURS)
    with database.session(writes=False) as session:
        assert list(session.scalars(sa.select(AgendaProposal.__table__.c.reason))) == [TEXT]


def test_a_wrong_password_keeps_the_text(client, issue, comments):
    send(client)
    enter(client, password="wrong password", status=422)
    assert "Address and password do not fit together" in client.text and "Die Kette ist gerissen." in client.text
    assert PASSWORD not in client.text and comments() == []
    enter(client)
    assert comments() == [TEXT]


def test_who_is_refused_afterwards_is_signed_in_and_may_mend_it(client, issue, comments):
    send(client, text="x" * 6000)
    enter(client, status=422)
    assert "Please shorten this" in client.text
    client.submit(action="/comments", text=TEXT, headers=FROM_OURS)
    assert comments() == [TEXT]


def test_a_form_that_lay_open_for_too_long_is_shown_and_sent_with_one_press(client, world, issue, comments):
    client.sign_in(world.resident)
    data = {"text": TEXT, "lang": "de", "csrf_token": "old"}
    client.post(f"{issue}/comments", data, status=400, headers=FROM_OURS)
    assert "This is not sent yet" in client.text and "<b>reparieren</b>" in client.text
    client.submit(action="/comments", headers=FROM_OURS)
    assert comments() == [TEXT]


@pytest.mark.parametrize(
    "headers", [{"Referer": "https://elsewhere.example/"}, {"Referer": ""}, {"Accept": "*/*"}]
)  # fmt: skip
def test_nobody_else_puts_words_into_it(client, issue, headers):
    """Another site's form, or a script that reads the answer itself, is led to the sign-in as ever."""
    send(client, status=303, **headers)


def test_htmx_gets_the_page_as_a_whole(client, issue):
    send(client, Accept="*/*", **{"HX-Request": "true"})
    assert "You were signed out before this was sent" in client.text


def test_a_press_without_words_leads_to_the_sign_in(client, issue):
    client.submit(action="/follow", headers=FROM_OURS)
    send(client, text="x" * 500_000, status=303)


def test_a_password_is_not_carried_along(client, issue):
    data = {"text": TEXT, "known-password": PASSWORD, "csrf_token": "old"}
    client.post(f"{issue}/comments", data, status=403, headers=FROM_OURS)
    assert PASSWORD not in client.http.post(f"{issue}/comments", data=data, headers=FROM_OURS).text
