"""Whoever has to act is told so: object, vote, answer, do; once, with the last day, and reminded once."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import select

from quarter.accounts.domain import NewsPace
from quarter.actions import service as actions
from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.decisions.domain import Choice, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import proposals, voting
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.subjects import SUBJECT, Audience, Subject
from quarter.groups import service as groups
from quarter.groups.models import Organisation, Seat
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.issues.service import answering
from quarter.letters.domain import news_due_at, remind_voters_at
from quarter.meetings.models import Meeting
from quarter.meetings.service.planning import call_off
from quarter.worker import remind
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import stored
from tests.letters.mailbox import Mailbox
from tests.letters.rounds import drain
from tests.letters.test_mail import invite
from tests.meetings.evening import after
from tests.minutes.test_objections import circulated
from tests.strict_client import StrictClient

CITY = {"city@test.example", "second_city@test.example"}


def open_vote(database: Database, world: World, *, days: int = 10) -> int:
    with database.unit_of_work() as session:
        decision = proposals.propose(
            session, world.moderator, world.group(session), title="Bänke", question="Stellen wir Bänke auf?", lang="de",
            method=Method.ONLINE, closes_at=NOW + timedelta(days=days), now=NOW,
        )  # fmt: skip
        voting.open_vote(session, world.moderator, decision, now=NOW)
        return decision.id


def subjects(mailbox: Mailbox) -> dict[str, str]:
    return {mail["To"]: mail["Subject"] for mail in mailbox.mails}


def test_everybody_on_the_roll_is_asked_to_vote_with_the_end(posting_app, database, world, mailbox) -> None:
    decision_id = open_vote(database, world)
    drain(database, now=NOW)
    assert mailbox.mails and {mail["Subject"] for mail in mailbox.mails} == {"Please vote: Bänke"}
    on_roll = len(mailbox.mails)
    text = mailbox.mails[0].get_content()
    assert f"https://quarter.example/decisions/{decision_id}" in text and "2026" in text
    remind(database, now=NOW + timedelta(days=7))
    drain(database, now=NOW + timedelta(days=7))
    assert len(mailbox.mails) == on_roll  # not yet
    with database.unit_of_work() as session:
        voting.cast_ballot(session, world.city, session.get_one(Decision, decision_id), Choice.YES, now=NOW)
    mailbox.mails.clear()
    for hours in (1, 2):
        remind(database, now=NOW + timedelta(days=8, hours=hours))
        drain(database, now=NOW + timedelta(days=8, hours=hours))
    assert len(mailbox.mails) == on_roll - 1 and "city@test.example" not in mailbox.receivers
    assert {mail["Subject"] for mail in mailbox.mails} == {"Reminder: please vote: Bänke"}


def test_who_votes_before_the_letter_goes_gets_none(posting_app, database, world, mailbox) -> None:
    decision_id = open_vote(database, world)
    with database.unit_of_work() as session:
        voting.cast_ballot(session, world.city, session.get_one(Decision, decision_id), Choice.YES, now=NOW)
    drain(database, now=NOW)
    assert mailbox.mails and "city@test.example" not in mailbox.receivers


def test_nobody_is_asked_to_vote_after_the_end(posting_app, database, world, mailbox) -> None:
    open_vote(database, world)
    drain(database, now=NOW + timedelta(days=11))
    assert mailbox.mails == []


def test_a_short_vote_is_remembered_at_half_time() -> None:
    assert remind_voters_at(NOW, NOW + timedelta(days=10)) == NOW + timedelta(days=8)
    assert remind_voters_at(NOW, NOW + timedelta(days=2)) == NOW + timedelta(days=1)


def test_everybody_who_may_object_gets_the_minutes_with_the_last_day(posting_app, database, world, mailbox) -> None:
    with database.unit_of_work() as session:
        meeting_id = circulated(session, world).id
    drain(database, now=after(120))
    mails = [mail for mail in mailbox.mails if "object until" in mail["Subject"]]
    own_seats = {f"{name}@test.example" for name in world.seats if not name.startswith("other_")}
    assert {mail["To"] for mail in mails} == own_seats and len(mails) == len(own_seats)
    mail = mails[0]
    assert f"https://quarter.example/meetings/{meeting_id}/minutes" in mail.get_content()


def test_whoever_was_invited_learns_that_the_meeting_is_called_off(posting_app, database, world, mailbox) -> None:
    meeting_id = invite(database, world)
    drain(database, now=NOW)
    invited = len(mailbox.mails)
    mailbox.mails.clear()
    with database.unit_of_work() as session:
        meeting = session.get_one(Meeting, meeting_id)
        call_off(session, world.moderator, meeting, because="Der Raum steht unter Wasser.", now=NOW)
    drain(database, now=NOW)
    assert len(mailbox.mails) == invited
    mail = mailbox.to("city")
    assert "called off" in mail["Subject"]
    assert "Der Raum steht unter Wasser." in mail.get_body().get_content()


def ask(database: Database, world: World, issue_id: int) -> None:
    with database.unit_of_work() as session:
        issue = session.get_one(Issue, issue_id)
        city = session.get_one(Organisation, world.organisations["city"])
        answering.ask_organisation(session, world.moderator, issue, city, expected=issue.version, now=NOW)


def due_on(database: Database, issue_id: int) -> datetime:
    with database.session(writes=False) as session:
        day = session.get_one(Issue, issue_id).answer_due_on
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def test_the_asked_body_is_told_and_reminded_before_and_after_the_day(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    ask(database, world, issue_id)
    drain(database, now=NOW)
    assert subjects(mailbox) == dict.fromkeys(CITY, "Please answer: The swing is broken")
    for days, expected in ((-3, "Reminder: please answer by"), (1, "Overdue: please answer")):
        mailbox.mails.clear()
        now = due_on(database, issue_id) + timedelta(days=days)
        for _ in range(2):
            remind(database, now=now)
            drain(database, now=now)
        assert mailbox.receivers == CITY and len(mailbox.mails) == 2
        assert mailbox.mails[0]["Subject"].startswith(expected)


def test_nobody_is_reminded_of_what_is_answered(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    ask(database, world, issue_id)
    with database.unit_of_work() as session:
        issue = session.get_one(Issue, issue_id)
        answering.answer(
            session, world.city, issue, world.organisations["city"], text="On Tuesday.", lang="en",
            state=IssueState.ANSWERED, expected=issue.version, now=NOW,
        )  # fmt: skip
    remind(database, now=due_on(database, issue_id))
    drain(database, now=due_on(database, issue_id))
    assert mailbox.receivers == {"resident@test.example"}


def test_a_letter_to_a_body_goes_to_its_own_address(posting_app, database, world, mailbox) -> None:
    with database.unit_of_work() as session:
        city = session.get_one(Organisation, world.organisations["city"])
        groups.change_contact(session, world.admin, city, contact_email="amt@town.example", now=NOW)
    ask(database, world, stored(database, world))
    drain(database, now=NOW)
    assert mailbox.receivers == {"amt@town.example"}


def test_a_body_without_address_and_seats_gets_its_letter_on_paper(posting_app, database, world, mailbox) -> None:
    with database.unit_of_work() as session:
        for seat in session.exec(select(Seat).where(Seat.organisation_id == world.organisations["city"])):
            groups.end_seat(session, world.moderator, seat, today=NOW.date() - timedelta(days=1), now=NOW)
    ask(database, world, stored(database, world))
    drain(database, now=NOW)
    assert mailbox.mails == []
    with database.session(writes=False) as session:
        group_id = world.group(session).id
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get(f"/letters/outgoing/{group_id}")
    assert "Print (PDF) · Amt für Grün und Verkehr" in client.text
    assert client.http.get(f"/letters/outgoing/{group_id}/body/{world.organisations['city']}.pdf").status_code == 200


def agree(database: Database, world: World, person_id: int | None = None) -> int:
    with database.unit_of_work() as session:
        action = actions.agree(
            session, world.moderator, world.group(session), title="New chains", text="", lang="en",
            organisation_id=world.organisations["city"], person_id=person_id, due_on=NOW.date() + timedelta(days=30),
            topic_id=None, now=NOW,
        )  # fmt: skip
        return action.id


def test_who_owes_an_action_is_told_and_reminded(posting_app, database, world, mailbox) -> None:
    agree(database, world, world.city.person_id)
    drain(database, now=NOW)
    assert list(subjects(mailbox)) == ["city@test.example"]
    for days, expected in ((23, "Reminder: due on"), (31, "Overdue since")):
        mailbox.mails.clear()
        remind(database, now=NOW + timedelta(days=days))
        drain(database, now=NOW + timedelta(days=days))
        assert [mail["Subject"][: len(expected)] for mail in mailbox.mails] == [expected]


def test_a_letter_tells_nothing_that_its_receiver_may_not_know(posting_app, database, world, mailbox) -> None:
    action_id = agree(database, world, world.city.person_id)
    with database.unit_of_work() as session:
        of_action = (SUBJECT.kind == "action", SUBJECT.id == action_id)
        narrowed = sa.update(Subject.__table__).where(*of_action)
        session.execute(narrowed.values(audience=Audience.NOBODY, own_audience=Audience.NOBODY))
    drain(database, now=NOW)
    mail = mailbox.to("city")
    assert "a matter that is not public" in mail["Subject"]
    assert "New chains" not in mail.as_string()


def test_who_was_only_just_asked_is_not_reminded(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    with database.unit_of_work() as session:
        session.get_one(Issue, issue_id).answer_due_on = NOW.date() + timedelta(days=2)
    ask(database, world, issue_id)
    remind(database, now=NOW + timedelta(hours=1))
    drain(database, now=NOW + timedelta(hours=1))
    assert {mail["Subject"] for mail in mailbox.mails} == {"Please answer: The swing is broken"}


def test_what_is_done_needs_no_reminder(posting_app, database, world, mailbox) -> None:
    action_id = agree(database, world)
    drain(database, now=NOW)
    mailbox.mails.clear()
    with database.unit_of_work() as session:
        action = session.get_one(Action, action_id)
        actions.report_progress(
            session, world.city, action, text="Done.", lang="en", state=ActionState.DONE, photo=None,
            now=NOW, today=NOW.date(),
        )  # fmt: skip
    remind(database, now=NOW + timedelta(days=23))
    drain(database, now=NOW + timedelta(days=23))
    assert mailbox.mails == []


def test_news_together_comes_in_the_morning_after() -> None:
    daily = news_due_at(NewsPace.DAILY, NOW, "Europe/Berlin")
    weekly = news_due_at(NewsPace.WEEKLY, NOW, "Europe/Berlin")
    assert news_due_at(NewsPace.AT_ONCE, NOW, "Europe/Berlin") == NOW
    assert NOW < daily <= NOW + timedelta(days=2) and weekly.weekday() == 0 and weekly >= daily
    assert clock.local_date(daily, "Europe/Berlin") > clock.local_date(NOW, "Europe/Berlin")
