"""Each letter has its own fate, which everybody who has to know finds: refused, put off, given up, stopped, printed."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.fates import Fate
from quarter.groups import service as groups
from quarter.groups.models import Seat
from quarter.letters.domain import LetterKind, Way
from quarter.letters.models import Letter
from quarter.letters.service.fates import claim
from quarter.letters.service.outgoing import send_again
from quarter.meetings.models import InvitationLetter
from tests.conftest import NOW
from tests.factories.world import World
from tests.letters.mailbox import Mailbox
from tests.letters.rounds import drain
from tests.letters.test_mail import invite
from tests.strict_client import StrictClient


def answers(mailbox: Mailbox, replies: dict[str, str]) -> None:
    """The mail server says so to these addresses, by the name before the @."""

    async def rcpt(_server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        reply = replies.get(address.partition("@")[0])
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    mailbox.handle_RCPT = rcpt


def letters(session: Session, fate: Fate | None = None) -> list[Letter]:
    found = session.exec(select(Letter).order_by(Letter.id)).all()
    return [letter for letter in found if fate in (None, letter.fate)]


def test_a_deed_that_is_taken_back_leaves_no_letter(posting_app, database, world) -> None:
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as session:
        _invite_in(session, world)
        assert letters(session)
        raise ZeroDivisionError
    with database.session(writes=False) as session:
        assert letters(session) == []


def _invite_in(session: Session, world: World) -> None:
    from quarter.meetings.service import invitations
    from quarter.meetings.service.planning import schedule

    meeting = schedule(
        session, world.moderator, world.group(session), starts_at=NOW.replace(day=30), place="A", lang="de", now=NOW
    )
    invitations.invite(session, world.moderator, meeting, now=NOW)


def test_who_is_put_off_is_tried_later_and_nobody_else_twice(posting_app, database, world, mailbox) -> None:
    answers(mailbox, {"secretary": "451 come back later"})
    invite(database, world)
    drain(database, now=NOW)
    others = len(mailbox.mails)
    drain(database, now=NOW + timedelta(seconds=30))
    assert len(mailbox.mails) == others
    answers(mailbox, {})
    drain(database, now=NOW + timedelta(minutes=3))
    assert len(mailbox.mails) == others + 1
    assert mailbox.mails[-1]["To"] == "secretary@test.example"


def test_a_server_that_is_away_for_days_is_given_up_with_what_it_said(posting_app, database, world, mailbox) -> None:
    answers(mailbox, {"secretary": "451 come back later"})
    invite(database, world)
    now = NOW
    while now < NOW + timedelta(days=6):
        drain(database, now=now)
        now += timedelta(hours=1)
    with database.session(writes=False) as session:
        [letter] = letters(session, Fate.GIVEN_UP)
        assert letter.words == "451 come back later"
        assert letter.ended_at is not None and letter.ended_at - NOW <= timedelta(days=5, hours=5)
        assert letter.attempts < 50


def test_the_proof_shows_the_servers_words(posting_app, database, world, mailbox) -> None:
    answers(mailbox, {"secretary": "550 no such mailbox"})
    meeting_id = invite(database, world)
    drain(database, now=NOW)
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get(f"/meetings/{meeting_id}/invitation")
    assert "Refused by the mail server" in client.text and "550 no such mailbox" in client.text
    client.get(f"/meetings/{meeting_id}/invitation?lang=ar")


def test_coordination_tells_of_what_did_not_arrive_and_sends_it_again(posting_app, database, world, mailbox) -> None:
    answers(mailbox, {"secretary": "550 no such mailbox"})
    invite(database, world)
    drain(database, now=NOW)
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get("/coordination")
    assert "1 letter did not arrive." in client.text
    with database.session(writes=False) as session:
        group_id = world.group(session).id
        [refused] = letters(session, Fate.REFUSED)
    client.get(f"/letters/outgoing/{group_id}")
    assert "550 no such mailbox" in client.text
    answers(mailbox, {})
    client.submit(action=f"/letters/{refused.id}/again", follow=True)
    assert "The letter is on its way again." in client.text
    drain(database, now=clock.now())
    assert mailbox.mails[-1]["To"] == "secretary@test.example"
    client.get("/coordination")
    assert "did not arrive" not in client.text


def test_what_was_handed_over_is_not_sent_again(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    drain(database, now=NOW)
    sent = len(mailbox.mails)
    with database.unit_of_work() as session:
        send_again(session, world.moderator, letters(session)[0], now=NOW)
    drain(database, now=NOW)
    assert len(mailbox.mails) == sent


def test_without_mail_duties_are_printed_and_noted_as_handed_over(app, database, world) -> None:
    meeting_id = invite(database, world)
    drain(database, now=NOW)
    client = StrictClient(app).sign_in(world.moderator)
    client.get("/coordination")
    assert "letters wait to be printed." in client.text
    with database.session(writes=False) as session:
        group_id = world.group(session).id
        last = max(letter.id for letter in letters(session) if letter.person_id == world.city.person_id)
    client.get(f"/letters/outgoing/{group_id}")
    of_city = f"/letters/outgoing/{group_id}/person/{world.city.person_id}"
    pdf = client.http.get(f"{of_city}.pdf")
    assert pdf.mimetype == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages)
    assert "Spielstraße" in text and "Bürgertreff" in text
    client.submit(action=f"{of_city}/handed-over/{last}", follow=True)
    assert "It is noted that the letters are handed over." in client.text
    client.get(f"/meetings/{meeting_id}/invitation")
    assert "Handed over on paper" in client.text
    with database.session(writes=False) as session:
        proofs = session.exec(select(InvitationLetter)).all()
        assert [proof.person_id for proof in proofs if proof.on_paper_at] == [world.city.person_id]
        assert not any(proof.handed_over_at for proof in proofs)  # to the mail server: none
    assert client.http.get(f"{of_city}.pdf").status_code == 404


def test_what_does_not_arrive_by_mail_can_be_printed_instead(posting_app, database, world, mailbox) -> None:
    answers(mailbox, {"secretary": "550 no such mailbox"})
    invite(database, world)
    drain(database, now=NOW)
    with database.session(writes=False) as session:
        group_id = world.group(session).id
        [refused] = letters(session, Fate.REFUSED)
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get(f"/letters/outgoing/{group_id}")
    client.submit(action=f"/letters/{refused.id}/paper", follow=True)
    assert "Print (PDF) · Secretary" in client.text


@pytest.mark.parametrize("name", ["resident", "neighbour", "city", "other_moderator", "admin"])
def test_only_whoever_runs_the_group_sees_its_letters(client: StrictClient, database, world, name) -> None:
    with database.session(writes=False) as session:
        group_id = world.group(session).id
    client.sign_in(getattr(world, name))
    assert client.http.get(f"/letters/outgoing/{group_id}").status_code in (403, 404)


def test_an_empty_list_says_so(client: StrictClient, database, world) -> None:
    with database.session(writes=False) as session:
        group_id = world.group(session).id
    client.sign_in(world.moderator).get(f"/letters/outgoing/{group_id}")
    assert "No letter waits on paper." in client.text


def test_a_letter_to_who_has_lost_the_seat_is_stopped(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    with database.unit_of_work() as session:
        seat = session.get_one(Seat, world.seats["neighbour"])
        groups.end_seat(session, world.moderator, seat, today=NOW.date(), now=NOW)
    drain(database, now=clock.now())
    with database.session(writes=False) as session:
        [stopped] = letters(session, Fate.STOPPED)
        assert stopped.person_id == world.neighbour.person_id


def test_mail_that_stands_still_is_told(posting_app, database: Database, world, mailbox) -> None:
    http = posting_app.test_client()
    assert http.get("/readyz").json["letters"] == "ok"
    invite(database, world)
    with database.unit_of_work() as session:
        for letter in letters(session):
            letter.due_at = letter.next_try_at = clock.now() - timedelta(hours=4)
    answer = http.get("/readyz")
    assert (answer.status_code, answer.json["letters"], answer.json["database"]) == (200, "failing", "ok")
    drain(database, now=clock.now())
    assert http.get("/readyz").json["letters"] == "ok"


def test_the_administrator_sends_a_test_letter_and_reads_the_answer(posting_app, world, mailbox) -> None:
    client = StrictClient(posting_app).sign_in(world.admin)
    client.get("/letters/test")
    client.submit(action="/letters/test", status=200)
    assert "It took the letter." in client.text
    assert [mail["To"] for mail in mailbox.mails] == ["admin@test.example"]
    answers(mailbox, {"admin": "550 go away"})
    client.submit(action="/letters/test", status=200)
    assert "550 go away" in client.text


def test_without_mail_no_page_promises_any(client: StrictClient, database, world) -> None:
    client.sign_in(world.admin).get("/letters/test")
    assert "No mail server is set up" in client.text
    client.sign_in(world.resident).get("/letters")
    assert "This site sends no mail." in client.text


def test_news_is_not_written_where_there_is_no_mail(app, database, world) -> None:
    from tests.letters.test_following import agree, follow, matter

    topic_id, _, _ = matter(database, world)
    follow(database, world.neighbour, topic=topic_id)
    agree(database, world, topic_id)
    with database.session(writes=False) as session:
        assert {letter.kind for letter in letters(session)} <= {LetterKind.TO_DO, LetterKind.TO_ANSWER}
        assert {letter.way for letter in letters(session)} == {Way.PAPER}


def test_two_workers_never_take_the_same_letter(app, database, world) -> None:
    invite(database, world)
    with database.unit_of_work() as session:
        first = claim(session, now=NOW, limit=4)
    with database.unit_of_work() as session:
        second = claim(session, now=NOW, limit=100)
    assert len(first) == 4 and second and not set(first) & set(second)


def test_many_letters_cost_as_many_statements_as_few(app, database, world) -> None:
    invite(database, world)
    drain(database, now=NOW)
    client = StrictClient(app).sign_in(world.moderator)
    client.get(f"/letters/outgoing/{world.group_id}")
    few = len(client.statements)
    for _ in range(3):
        invite(database, world)
    drain(database, now=NOW)
    client.get(f"/letters/outgoing/{world.group_id}")
    assert len(client.statements) == few <= 6
