"""The notice period of the charter, the proof of what was sent, and the agenda sent again."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.charters.queries import get_charter
from quarter.foundation.multilingual import Words
from quarter.meetings.convening import say_convening
from quarter.meetings.domain import MeetingRefusal, days_late, last_day_to_invite
from quarter.meetings.models import InvitationLetter, Meeting
from quarter.meetings.queries.invitations import list_letters
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import start
from quarter.meetings.service.invitations import invite, send_agenda_again
from quarter.meetings.service.planning import change, schedule_series
from quarter.minutes.builder import build_minutes
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.queries.records import get_record
from tests.conftest import NOW
from tests.factories.world import SEATS, World
from tests.meetings.evening import BEGIN, after, planned, refused
from tests.strict_client import StrictClient

TAKEN = NOW + timedelta(minutes=3)


def move(session: Session, world: World, meeting: Meeting, place: str, *, expected: int) -> None:
    values = {"starts_at": BEGIN, "place": place, "link": "", "planned_minutes": 60}
    change(session, world.moderator, meeting, **values, expected=expected, now=NOW)


@pytest.mark.parametrize(("invited_on", "late"), [(23, 0), (24, 0), (25, 1), (30, 6)])
def test_the_days_of_notice_count_from_the_day_after_the_invitation(invited_on: int, late: int) -> None:
    held_on = date(2026, 12, 1)
    assert last_day_to_invite(held_on, 7) == date(2026, 11, 24)
    assert days_late(date(2026, 11, invited_on), held_on, 7) == late


def test_everybody_with_a_seat_is_written_to_and_a_move_tells_them_again(session: Session, world: World) -> None:
    meeting = planned(session, world)
    move(session, world, meeting, "Kita", expected=1)
    assert list_letters(session, meeting) == []  # nobody knows of it yet
    invite(session, world.moderator, meeting, now=NOW)
    assert len(list_letters(session, meeting)) == len(SEATS)
    move(session, world, meeting, "Saal", expected=2)
    letters = list_letters(session, meeting)
    assert {row.event for row in letters} == {"meetings:invited", "meetings:moved"}
    assert {row.handed_over_at for row in letters} == {None}


def test_the_minutes_keep_how_the_group_was_called_together(session: Session, world: World) -> None:
    meeting = planned(session, world)
    late = BEGIN - timedelta(days=4)
    invite(session, world.moderator, meeting, now=late)
    first = session.exec(select(InvitationLetter)).all()[0]
    first.handed_over_at = TAKEN
    session.flush()
    minutes = build_minutes(session, meeting)
    assert minutes.convening is not None
    assert (minutes.convening.invited_at, minutes.convening.notice_days, minutes.convening.days_late) == (late, 7, 3)
    assert [letter.handed_over_at for letter in minutes.convening.letters].count(TAKEN) == 1
    sheet = lay_out(minutes, Words("en", "Europe/Berlin"), get_record(session, meeting.id).status)
    assert dict(sheet.facts)["Invitation"] == "27 November 2026, 3 days too late"
    assert say_convening(minutes.convening, Words("en", "Europe/Berlin")) == (
        "The invitation went out on 27 November 2026. That was 3 days too late. The charter asks for 7 days. "
        f"The mail server took the letter to 1 of {len(SEATS)} people."
    )


def test_the_opening_finds_whether_the_invitation_was_due(session: Session, world: World) -> None:
    group = world.group(session)
    [meeting] = schedule_series(session, world.moderator, group, [BEGIN], place="x", lang="de", now=NOW)
    status = get_record(session, meeting.id).status
    for now, said in ((None, "No invitation was sent."), (NOW, "That was in due time.")):
        if now:
            invite(session, world.moderator, meeting, now=now)
        opening, *others = lay_out(build_minutes(session, meeting), Words("en", "Europe/Berlin"), status).items
        assert any(said in fact for fact in opening.facts)
        assert not any(said in fact for item in others for fact in item.facts)


def test_the_charter_of_that_day_counts(session: Session, world: World) -> None:
    meeting = planned(session, world)
    invite(session, world.moderator, meeting, now=NOW)
    get_charter(session, world.group_id).notice_days = 30
    session.flush()
    assert build_minutes(session, meeting).convening.days_late == 0


def test_an_invitation_has_a_notice_period(session: Session, world: World) -> None:
    planned(session, world).invited_at = NOW
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_agenda_is_sent_again_only_to_those_who_were_invited(session: Session, world: World) -> None:
    meeting = planned(session, world)
    with refused(MeetingRefusal.NOT_INVITED_YET):
        send_agenda_again(session, world.moderator, meeting, now=NOW)
    invite(session, world.moderator, meeting, now=NOW)
    add_item(session, world.moderator, meeting, title="Neu", now=NOW)
    send_agenda_again(session, world.moderator, meeting, now=NOW)
    assert [title for _id, title in meeting.agenda_sent or ()][-1] == "Neu"
    start(session, world.moderator, meeting, now=BEGIN)
    with refused(MeetingRefusal.MEETING_HAS_BEGUN):
        send_agenda_again(session, world.moderator, meeting, now=after(1))


@pytest.fixture
def meeting(app: Flask, world: World) -> int:
    with app.extensions["quarter.database"].unit_of_work() as session:
        return planned(session, world).id


def test_who_invites_late_is_told_before_the_press(
    client: StrictClient, world: World, meeting: int, clock: time_machine.Traveller, app: Flask
) -> None:
    client.sign_in(world.moderator).get("/meetings/1")
    assert "Invite the group by" in client.text and "too late" not in client.text
    clock.move_to(BEGIN - timedelta(days=3))
    client.sign_in(world.moderator).get("/meetings/1")
    assert "Today that is 4 days too late." in client.text
    client.submit(action="/invite", follow=True)
    client.get("/meetings/1/invitation")
    assert "That was 4 days too late." in client.text
    client.sign_out().get("/meetings/1")
    assert "too late" not in client.text


def test_the_proof_is_for_those_who_run_the_meeting(client: StrictClient, world: World, meeting: int) -> None:
    client.sign_in(world.moderator).get("/meetings/1/invitation")
    assert "Nobody has been written to yet." in client.text
    client.get("/meetings/1")
    client.submit(action="/invite", follow=True)
    client.sign_in(world.secretary).get("/meetings/1/invitation")
    assert "Not handed over yet" in client.text and "Second City" in client.text
    assert "Send the agenda again" not in client.text
    for actor in (world.city, world.resident, world.other_moderator):
        client.sign_in(actor).get("/meetings/1/invitation", status=403)


def test_a_changed_agenda_is_offered_to_be_sent_again(client: StrictClient, world: World, meeting: int) -> None:
    client.sign_in(world.moderator).get("/meetings/1")
    client.submit(action="/invite", follow=True)
    assert "The agenda has changed" not in client.text
    client.get("/meetings/1/agenda")
    client.submit(action="/agenda/items", **{"free-title": "Neu"})
    client.get("/meetings/1")
    assert "The agenda has changed since everybody got it." in client.text
    client.get("/meetings/1/invitation")
    client.submit(action="/invite/again", follow=True)
    assert "The agenda is as everybody got it." in client.text
    assert "Changed agenda" in client.text


def test_the_group_reads_its_notice_period_in_plain_words(client: StrictClient, world: World) -> None:
    client.get(f"/groups/{world.group_slug}")
    assert "at least 7 days before the meeting" in client.text
