"""Asking for a seat and getting an answer, as both sides meet it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.foundation.refusals import Refusal
from quarter.groups import service
from quarter.groups.domain import BenchKey, SeatRefusal, SeatRequestState, initials_of
from quarter.groups.models import SeatRequest
from tests.conftest import NOW
from tests.strict_client import form_fields


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


@pytest.fixture
def wish(world):
    return {
        "bench": str(world.benches[BenchKey.RESIDENTS]), "organisation": "",
        "reason": "Ich wohne seit zwanzig Jahren hier.", "lang": "de",
    }  # fmt: skip


def ask_address(world) -> str:
    return f"/groups/{world.group_slug}/seats/ask"


def group_page(world) -> str:
    return f"/groups/{world.group_slug}"


@pytest.fixture
def asked(client, world, wish, database) -> int:
    """The resident has asked for a seat; the id of the request."""
    client.sign_in(world.resident).get(ask_address(world))
    client.submit(**wish, follow=True)
    assert "The moderator has your request now." in client.text
    return requests(database)[0].id


def requests(database) -> list[SeatRequest]:
    with database.session(writes=False) as session:
        return list(session.exec(select(SeatRequest).order_by(SeatRequest.id)))


# --- asking ---


def test_a_stranger_is_led_over_the_sign_in(client, world):
    client.get(group_page(world))
    assert "Ask for a seat" in client.text
    assert "/accounts/sign-in" in client.http.get(ask_address(world)).headers["Location"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("resident", True), ("other_member", True), ("neighbour", False), ("observer", False), ("moderator", False)],
)
def test_who_sits_here_already_is_not_offered_a_seat(client, world, who, sees):
    client.sign_in(getattr(world, who)).get(group_page(world))
    has_link = any(
        link.get("href") == ask_address(world) for link in client.page.iter("{http://www.w3.org/1999/xhtml}a")
    )
    assert has_link is sees
    client.get(ask_address(world), status=200 if sees else 403)


def test_who_asked_sees_that_it_waits_and_cannot_ask_twice(client, world, wish, asked, database):
    client.get(group_page(world))
    assert "You asked for a seat" in client.text and "Waiting for an answer" in client.text
    client.post(ask_address(world), wish, status=409)
    assert "You have asked for a seat in this group already." in client.text
    assert wish["reason"] in client.text
    assert len(requests(database)) == 1


def test_others_do_not_see_who_asked(client, world, asked):
    for who in ("initiative", "secretary", "anonymous"):
        client.sign_out() if who == "anonymous" else client.sign_in(getattr(world, who))
        client.get(group_page(world))
        assert "asked for a seat" not in client.text and "Who asks for a seat" not in client.text


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"reason": " "}, "Please say why in a sentence."),
        ({"reason": "x" * 1001}, "1000 characters"),
        ({"bench": ""}, "Please choose a bench."),
        ({"bench": "999"}, "choose one of these"),
        ({"organisation": "999"}, "choose one of the list"),
    ],
)
def test_a_wrong_wish_says_what_to_change_and_keeps_the_rest(client, world, wish, database, changes, advice):
    client.sign_in(world.resident).post(ask_address(world), {**wish, **changes}, status=422)
    assert advice in client.text
    fields = form_fields(client._form(None))
    assert {name: fields.get(name) for name in wish if name not in changes} == {
        name: value for name, value in wish.items() if name not in changes
    }
    assert requests(database) == []


# --- answering ---


def test_the_moderator_finds_the_request_and_gives_the_seat(client, world, asked, wish, database):
    client.sign_in(world.moderator).get(group_page(world))
    assert "Who asks for a seat" in client.text and "Resident" in client.text
    client.get(f"/seat-requests/{asked}")
    assert wish["reason"] in client.text
    assert form_fields(client._form(None))["bench"] == wish["bench"]
    client.submit(role="member", follow=True)
    assert "The seat is given." in client.text and "Who asks for a seat" not in client.text
    [request] = requests(database)
    assert (request.state, request.answered_by_id) == (SeatRequestState.GIVEN, world.moderator.person_id)
    client.sign_in(world.resident).get(group_page(world))
    assert "You asked for a seat" not in client.text
    client.get("/desk", status=403)  # a seat of their own, of no organisation


def test_a_declined_wish_tells_its_reason_to_who_asked_alone(client, world, asked):
    client.sign_in(world.moderator).get(f"/seat-requests/{asked}/decline")
    client.submit(answer="Alle Sitze sind besetzt.", lang="de", follow=True)
    assert "Your answer now stands on the page of the group" in client.text
    client.sign_in(world.resident).get(group_page(world))
    assert "No seat for now" in client.text and "Alle Sitze sind besetzt." in client.text
    client.sign_in(world.other_member).get(group_page(world))
    assert "Alle Sitze" not in client.text


def test_who_was_declined_may_ask_again(client, world, asked, wish, database):
    client.sign_in(world.moderator).post(f"/seat-requests/{asked}/decline", {"answer": "Noch nicht.", "lang": "de"})
    client.sign_in(world.resident).post(ask_address(world), wish)
    assert [request.state for request in requests(database)] == [SeatRequestState.DECLINED, SeatRequestState.OPEN]


def test_declining_needs_a_reason(client, world, asked, database):
    client.sign_in(world.moderator).post(f"/seat-requests/{asked}/decline", {"answer": " ", "lang": "de"}, status=422)
    assert "Please give the reason in a sentence." in client.text
    assert requests(database)[0].state is SeatRequestState.OPEN


def test_an_answer_is_given_once(client, world, asked, wish):
    decline = {"answer": "Noch nicht.", "lang": "de"}
    client.sign_in(world.moderator).post(f"/seat-requests/{asked}/decline", decline)
    client.post(f"/seat-requests/{asked}/decline", decline, status=409)
    assert "Somebody else has answered this request meanwhile." in client.text
    seat = {"role": "member", "bench": wish["bench"], "organisation": "", "from_on": "2026-11-23", "until_on": ""}
    client.post(f"/seat-requests/{asked}", seat, status=409)
    client.get(f"/seat-requests/{asked}")
    assert "Noch nicht." in client.text and "Give this seat" not in client.text


def test_a_wrong_seat_is_explained_and_the_wish_stays(client, world, asked, database):
    client.sign_in(world.moderator).get(f"/seat-requests/{asked}")
    client.submit(role="member", bench="", status=422)
    assert "Members and substitutes sit on a bench" in client.text
    assert requests(database)[0].state is SeatRequestState.OPEN


@pytest.mark.parametrize(
    ("who", "status"),
    [("resident", 403), ("secretary", 403), ("other_moderator", 403), ("moderator", 200), ("admin", 200)],
)
def test_only_the_moderator_and_administrators_read_requests(client, world, asked, who, status):
    client.sign_in(getattr(world, who))
    client.get(f"/seat-requests/{asked}", status=status)
    client.get(f"/seat-requests/{asked}/decline", status=status)


def test_the_moderators_day_begins_with_who_asks(client, world, asked):
    client.sign_in(world.moderator).get("/coordination")
    assert "Resident asks for a seat" in client.text and "Answer this person" in client.text
    client.sign_in(world.secretary).get("/coordination?kind=seat")
    assert "waits for the moderator" in client.text
    assert client.http.get("/coordination.csv?kind=seat").status_code == 200


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_pages_speak_each_language(client, world, asked, language):
    client.sign_in(world.moderator)
    for address in (group_page(world), f"/seat-requests/{asked}", f"/seat-requests/{asked}/decline"):
        client.get(f"{address}?lang={language}")
        assert client.page.get("lang") == language
    client.sign_in(world.other_member).get(f"{ask_address(world)}?lang={language}")


def test_many_who_ask_cost_as_many_statements_as_one(client, world, asked, database):
    client.sign_in(world.moderator).get(group_page(world))
    few = len(client.statements)
    with database.unit_of_work() as session:
        for name in ("other_member", "other_moderator", "admin"):
            ask(session, world, name)
    client.get(group_page(world))
    assert len(client.statements) == few


# --- the deeds and the database ---


def ask(session: Session, world, who: str = "resident") -> SeatRequest:
    return service.ask_for_seat(
        session, getattr(world, who), world.group(session), bench_id=world.benches[BenchKey.RESIDENTS],
        organisation_id=None, reason="…", lang="de", now=NOW,
    )  # fmt: skip


def test_two_moderators_answer_and_the_second_is_told(session, world):
    request = ask(session, world)
    service.decline_seat(session, world.moderator, request, answer="Nein.", lang="de", now=NOW)
    session.expire_all()
    with pytest.raises(Refusal) as refusal:
        service.give_requested_seat(
            session, world.admin, request, role=service.Role.OBSERVER, bench_id=None, organisation_id=None,
            from_on=NOW.date(), now=NOW,
        )  # fmt: skip
    assert refusal.value.reason is SeatRefusal.ANSWERED_ALREADY


@pytest.mark.parametrize(
    "values",
    [
        {"state": "given"},
        {"state": "declined", "answered_at": NOW, "answered_by_id": 1},
        {"answered_at": NOW},
        {"state": "lost"},
        {"answer": "Nein."},
    ],
)
def test_the_database_keeps_half_answers_out(session, world, values):
    ask(session, world)
    table = SeatRequest.__table__
    with pytest.raises((IntegrityError, sa.exc.StatementError)):
        session.execute(sa.update(table).values(**values))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Aylin Demir", "AD"),
        ("Jean Paul de Vries", "JV"),
        ("Mira", "M"),
        ("", ""),
        ("ınci Şen", "IŞ"),
        ("A. (city)", "A"),
    ],
)
def test_initials(name, initials):
    assert initials_of(name).replace("\u200c", "") == initials


def test_arabic_initials_do_not_join():
    assert initials_of("أحمد صالح") == "أ\u200cص"
