"""Mails go to a real SMTP server on loopback."""

import re
from email.message import EmailMessage

import pytest
from flask import Flask
from icalendar import Calendar
from sqlmodel import select

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation import clock
from quarter.foundation.actors import Role
from quarter.foundation.db import Database
from quarter.foundation.fates import Fate
from quarter.groups import service as groups
from quarter.groups.domain import BenchKey
from quarter.groups.models import Organisation, Seat
from quarter.issues.domain import Category, IssueState
from quarter.issues.service import answering, reporting
from quarter.letters.domain import Way
from quarter.letters.models import Letter
from quarter.letters.post import letter
from quarter.meetings.domain import Reply
from quarter.meetings.models import AgendaItem, InvitationLetter, Meeting, SeatReply
from quarter.meetings.service import invitations
from quarter.meetings.service.agenda import add_item, move_item, remove_item
from quarter.meetings.service.invitations import send_agenda_again
from quarter.meetings.service.planning import call_off, change, schedule
from quarter.meetings.service.proposals import decline_proposal, propose_item, take_proposal
from tests.conftest import NOW
from tests.factories.world import World
from tests.letters.mailbox import Mailbox, free_port
from tests.letters.rounds import drain
from tests.strict_client import StrictClient


def invite(database: Database, world: World, *, place: str = "Bürgertreff") -> int:
    with database.unit_of_work() as session:
        meeting = schedule(
            session,
            world.moderator,
            world.group(session),
            starts_at=NOW.replace(day=30),
            place=place,
            lang="de",
            now=NOW,
        )
        add_item(session, world.moderator, meeting, title="Spielstraße", now=NOW)
        invitations.invite(session, world.moderator, meeting, now=NOW)
        return meeting.id


def test_everybody_with_a_seat_is_invited_once_with_a_calendar_entry(posting_app, database, world, mailbox) -> None:
    meeting_id = invite(database, world)
    drain(database, now=clock.now())
    assert mailbox.receivers == {f"{name}@test.example" for name in world.seats if not name.startswith("other_")}
    assert len(mailbox.mails) == len(mailbox.receivers)
    mail = mailbox.to("city")
    assert f"https://quarter.example/meetings/{meeting_id}" in mail.get_body().get_content()
    assert "Spielstraße" in mail.get_body().get_content()
    (attached,) = mail.iter_attachments()
    [message] = [part for part in mail.walk() if part.get_content_type() == "text/calendar" and part is not attached]
    assert (message.get_param("method"), message.get_content()) == ("REQUEST", attached.get_content())
    calendar = Calendar.from_ical(attached.get_content())
    [event] = calendar.events
    assert (str(calendar["method"]), str(event["location"])) == ("REQUEST", "Bürgertreff")
    assert (event["organizer"], event["attendee"]) == ("mailto:quarter@localhost", "mailto:city@test.example")
    drain(database, now=clock.now())
    assert len(mailbox.mails) == len(mailbox.receivers)


def links_in(mail: EmailMessage) -> list[str]:
    """The ways to answer, from the first lines of a letter."""
    return re.findall("https://quarter.example(/meetings/replies/[^\\s]+)", mail.get_body().get_content())


def test_the_links_to_answer_come_first_and_answer_for_its_receiver_alone(
    posting_app: Flask, database: Database, world: World, mailbox: Mailbox
) -> None:
    invite(database, world)
    drain(database, now=clock.now())
    mail = mailbox.to("city")
    assert len(links_in(mail)) == 3 and mail.get_body().get_content().splitlines()[1].endswith(links_in(mail)[0])
    assert not set(links_in(mail)) & set(links_in(mailbox.to("initiative")))
    assert len(links_in(mailbox.to("secretary"))) == 2  # who has no vote sends no substitute
    client = StrictClient(posting_app)
    client.get(links_in(mail)[1])
    client.submit(follow=True)
    with database.session(writes=False) as session:
        assert [(row.seat_id, row.reply) for row in session.exec(select(SeatReply))] == [
            (world.seats["city"], Reply.CANNOT_COME)
        ]


def test_a_meeting_called_off_is_struck_out_of_calendars(
    posting_app: Flask, database: Database, world: World, mailbox: Mailbox
) -> None:
    meeting_id = invite(database, world)
    drain(database, now=clock.now())
    mailbox.mails.clear()
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, meeting_id)
        call_off(session, world.moderator, meeting, because="Der Raum steht unter Wasser.", now=NOW)
    drain(database, now=clock.now())
    mail = mailbox.to("city")
    assert "Der Raum steht unter Wasser." in mail.get_body().get_content() and links_in(mail) == []
    [attached] = mail.iter_attachments()
    calendar = Calendar.from_ical(attached.get_content())
    [event] = calendar.events
    assert (str(calendar["method"]), str(event["status"]), event["sequence"]) == ("CANCEL", "CANCELLED", 1)


def test_a_moved_meeting_is_told_only_if_it_was_invited(posting_app, database, world, mailbox) -> None:
    with database.unit_of_work() as session:
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=NOW.replace(day=30), place="A", lang="de", now=NOW
        )
        change(
            session, world.moderator, meeting, starts_at=NOW.replace(day=29), place="B", link="", planned_minutes=60,
            expected=meeting.version, now=NOW,
        )  # fmt: skip
    drain(database, now=clock.now())
    assert mailbox.mails == []


def test_a_moved_meeting_says_so_and_from_when(posting_app, database, world, mailbox) -> None:
    meeting_id = invite(database, world)
    drain(database, now=clock.now())
    mailbox.mails.clear()
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, meeting_id)
        change(
            session, world.moderator, meeting, starts_at=NOW.replace(day=29), place="Rathaus", link="",
            planned_minutes=60, expected=meeting.version, now=NOW,
        )  # fmt: skip
    drain(database, now=clock.now())
    mail = mailbox.to("secretary")
    text = mail.get_body().get_content()
    assert mail["Subject"] == "The meeting is moved: meeting 1, 29 November 2026"
    assert text.startswith("The meeting is moved. Until now it was planned for 30 November 2026")
    assert "Bürgertreff" in text and "Place: Rathaus" in text


def test_the_reporter_learns_of_the_answer_in_their_language(posting_app, database, world, mailbox) -> None:
    with database.unit_of_work() as session:
        issue = reporting.post_issue(
            session, world.resident, world.group(session), title="Licht\r\nBcc: a@b.example", text="dunkel", lang="de",
            category=Category.LIGHTING, today=NOW.date(), now=NOW,
        )  # fmt: skip
        city = session.get_one(Organisation, world.organisations["city"])
        answering.ask_organisation(session, world.moderator, issue, city, expected=issue.version, now=NOW)
        answering.answer(
            session, world.city, issue, city.id, text="Kommt.", lang="de", state=IssueState.ANSWERED,
            expected=issue.version, now=NOW,
        )  # fmt: skip
    drain(database, now=clock.now())
    (mail,) = mailbox.mails
    assert mail["To"] == "resident@test.example"
    assert mail["Subject"] == "Your issue was answered: Licht Bcc: a@b.example"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("is_given", [True, False])
def test_who_asked_for_a_seat_learns_of_the_answer(posting_app, database, world, mailbox, is_given) -> None:
    with database.unit_of_work() as session:
        asked = groups.ask_for_seat(
            session, world.resident, world.group(session), bench_id=world.benches[BenchKey.RESIDENTS],
            organisation_id=None, reason="…", lang="de", now=NOW,
        )  # fmt: skip
        if is_given:
            groups.give_requested_seat(
                session, world.moderator, asked, role=Role.MEMBER, bench_id=asked.bench_id, organisation_id=None,
                from_on=NOW.date(), now=NOW,
            )  # fmt: skip
        else:
            groups.decline_seat(session, world.moderator, asked, answer="Alle Sitze sind besetzt.", lang="de", now=NOW)
    drain(database, now=clock.now())
    [mail] = mailbox.mails
    text = mail.get_content()
    assert mail["To"] == "resident@test.example"
    assert f"https://quarter.example/groups/{world.group_slug}" in text
    assert ("Alle Sitze sind besetzt." in text) is not is_given
    assert ("You now have a seat" in text) is is_given


def test_without_a_mail_server_nothing_is_lost_and_nothing_is_sent(app, database, world) -> None:
    invite(database, world)
    drain(database, now=NOW)
    with database.session(writes=False) as session:
        assert {letter.way for letter in session.exec(select(Letter))} == {Way.PAPER}


def test_a_dead_mail_server_means_another_try_later(database, world, tmp_path) -> None:
    url = database.url.render_as_string(hide_password=False)
    mail_url = f"smtp://127.0.0.1:{free_port()}"
    create_app(Settings(instance=tmp_path, database_url=url, secret_key="test", mail_url=mail_url))
    invite(database, world)
    assert drain(database, now=clock.now()) == 0
    with database.session(writes=False) as session:
        letters = session.exec(select(Letter)).all()
        assert letters and all(letter.fate is Fate.WAITING and letter.next_try_at > clock.now() for letter in letters)


def test_the_same_letter_has_the_same_id_every_time() -> None:
    first, again = (
        letter(to="a@b.c", sender="q@b.c", subject="s", text="t", message_id="7.3@host", date=NOW) for _ in "12"
    )
    assert first["Message-ID"] == again["Message-ID"] == "<7.3@host>"


def test_each_letter_is_kept_as_a_proof_once_the_mail_server_took_it(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    with database.session(writes=False) as session:
        assert {letter.handed_over_at for letter in session.exec(select(InvitationLetter))} == {None}
    drain(database, now=clock.now())
    with database.session(writes=False) as session:
        letters = session.exec(select(InvitationLetter)).all()
        assert len(letters) == len(mailbox.mails)
        assert {letter.handed_over_at for letter in letters} == {clock.now()}


def test_whoever_has_left_before_the_letters_go_out_gets_none(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    with database.unit_of_work() as session:
        seat = session.get_one(Seat, world.seats["neighbour"])
        groups.end_seat(session, world.moderator, seat, today=NOW.date(), now=NOW)
    drain(database, now=clock.now())
    assert "neighbour@test.example" not in mailbox.receivers
    with database.session(writes=False) as session:
        kept = session.exec(select(InvitationLetter).where(InvitationLetter.handed_over_at.is_(None))).all()
        assert [letter.person_id for letter in kept] == [world.neighbour.person_id]


def test_without_a_mail_server_nothing_counts_as_handed_over(app, database, world) -> None:
    invite(database, world)
    drain(database, now=NOW)
    with database.session(writes=False) as session:
        assert {letter.handed_over_at for letter in session.exec(select(InvitationLetter))} == {None}


def test_the_agenda_comes_again_with_its_changes_marked(posting_app, database, world, mailbox) -> None:
    meeting_id = invite(database, world)
    drain(database, now=clock.now())
    told = len(mailbox.mails)
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, meeting_id)
        street = session.exec(select(AgendaItem)).one()
        opening = add_item(session, world.moderator, meeting, title="Eröffnung", now=NOW)
        move_item(session, world.moderator, meeting, opening, up=True, now=NOW)
        questions = add_item(session, world.moderator, meeting, title="Fragen", now=NOW)
        send_agenda_again(session, world.moderator, meeting, now=NOW)
    drain(database, now=clock.now())
    told = len(mailbox.mails)
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, meeting_id)
        opening, street, questions = (session.get_one(AgendaItem, each.id) for each in (opening, street, questions))
        remove_item(session, world.moderator, meeting, questions, now=NOW)
        street.title = "Spielstraße vor der Kita"
        add_item(session, world.moderator, meeting, title="Bänke", parent=opening, now=NOW)
        send_agenda_again(session, world.moderator, meeting, now=NOW)
    drain(database, now=clock.now())
    mail = mailbox.mails[told]
    text = mail.get_body().get_content()
    assert "Changed agenda" in mail["Subject"]
    for line in (
        "1.1. Bänke (new)", "2. Spielstraße vor der Kita (before: Spielstraße)",
        f"No longer on the agenda: {questions.title}",
    ):  # fmt: skip
        assert line in text
    assert f"1. {opening.title}\r\n" in text


@pytest.mark.parametrize("is_taken", [True, False])
def test_who_proposed_an_item_learns_of_the_answer(posting_app, database, world, mailbox, is_taken) -> None:
    with database.unit_of_work() as session:
        proposal = propose_item(
            session, world.resident, world.group(session), title="Bänke", reason="Es gibt keine.", lang="de",
            minutes_wished=10, now=NOW,
        )  # fmt: skip
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=NOW.replace(day=30), place="A", lang="de", now=NOW
        )
        if is_taken:
            take_proposal(session, world.moderator, proposal, meeting, now=NOW)
        else:
            decline_proposal(session, world.moderator, proposal, answer="Kein Geld.", lang="de", now=NOW)
    drain(database, now=clock.now())
    [mail] = mailbox.mails
    assert mail["To"] == "resident@test.example"
    assert mail["Subject"] == "Your proposal for the agenda: Bänke"
    assert ("Kein Geld." in mail.get_content()) is not is_taken
    assert ("meeting 1, 30 November 2026" in mail.get_content()) is is_taken
