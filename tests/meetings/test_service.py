"""Planning and running a meeting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from quarter.decisions.domain import BenchVotes, Outcome
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database, LostUpdate
from quarter.foundation.events import Step
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.meetings.domain import MeetingRefusal, MeetingState
from quarter.meetings.events import TopicMovedWithMeeting, TopicPutOnAgenda
from quarter.meetings.models import Attendance, Meeting
from quarter.meetings.queries.agenda import current_item, get_item, list_agenda
from quarter.meetings.queries.assembly import get_assembly
from quarter.meetings.service.agenda import add_item, add_topic, move_item, remove_item
from quarter.meetings.service.course import begin_item, end, leave, start
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.outcomes import put_question
from quarter.meetings.service.planning import change, schedule
from quarter.topics.models import Topic
from quarter.topics.queries import strip_of_topic
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import (
    BEGIN,
    a_topic,
    after,
    arrive,
    decided,
    ended,
    items,
    note,
    planned,
    refused,
    running,
    sealed,
)


def names(session: Session) -> list[str]:
    return list(session.exec(select(AuditEntry.name).order_by(AuditEntry.id)).all())


def test_meetings_are_counted_for_each_group(session: Session, world: World) -> None:
    first, second = planned(session, world), planned(session, world)
    other = schedule(
        session,
        world.other_moderator,
        world.other_group(session),
        starts_at=BEGIN,
        place="x",
        lang="de",
        now=NOW,
    )
    assert (first.number, second.number, other.number) == (1, 2, 1)


def test_a_new_time_counts_in_the_calendar_and_a_mere_save_does_not(session: Session, world: World) -> None:
    meeting = planned(session, world)
    same = {"starts_at": BEGIN, "place": meeting.place, "link": "", "planned_minutes": 120}
    change(session, world.moderator, meeting, **same, expected=1, now=NOW)
    assert meeting.calendar_sequence == 0
    change(session, world.moderator, meeting, **{**same, "place": "Kita"}, expected=2, now=NOW)
    assert (meeting.calendar_sequence, meeting.place) == (1, "Kita")
    assert names(session)[-1] == "meetings:moved"


def test_the_second_of_two_who_move_a_meeting_learns_of_the_first(session: Session, world: World) -> None:
    meeting = planned(session, world)
    values = {"starts_at": after(60), "place": "Kita", "link": "", "planned_minutes": 90}
    change(session, world.moderator, meeting, **values, expected=1, now=NOW)
    with pytest.raises(LostUpdate):
        change(session, world.moderator, meeting, **values, expected=1, now=NOW)


def test_the_group_is_invited_once_and_before_the_meeting(session: Session, world: World) -> None:
    meeting = planned(session, world)
    invite(session, world.moderator, meeting, now=NOW)
    invite(session, world.moderator, meeting, now=after(-5))
    assert meeting.invited_at == NOW
    assert names(session).count("meetings:invited") == 1
    start(session, world.moderator, meeting, now=BEGIN)
    with refused(MeetingRefusal.MEETING_HAS_BEGUN):
        invite(session, world.moderator, meeting, now=BEGIN)


def test_a_topic_on_the_agenda_moves_on_its_thread(session: Session, world: World) -> None:
    meeting = planned(session, world)
    topic = session.exec(select(Topic)).one()
    entry = session.exec(select(AuditEntry).where(AuditEntry.topic_id == topic.id)).all()[-1]
    assert entry.name == TopicPutOnAgenda.name
    assert TopicPutOnAgenda.step is Step.ON_AGENDA
    assert (entry.subject_kind, entry.subject_id) == ("meeting", meeting.id)
    assert entry.data == {"number": 1, "held_on": "2026-12-01"}


def test_a_meeting_that_gets_another_day_says_so_on_the_threads_of_its_agenda(session: Session, world: World) -> None:
    meeting = planned(session, world)
    values = {"place": "Elsewhere", "link": "", "planned_minutes": 90}
    change(session, world.moderator, meeting, starts_at=meeting.starts_at, **values, expected=1, now=NOW)
    assert TopicMovedWithMeeting.name not in names(session)
    later = meeting.starts_at + timedelta(days=7)
    change(session, world.moderator, meeting, starts_at=later, **values, expected=2, now=NOW)
    topic = session.exec(select(Topic)).one()
    station = next(each for each in strip_of_topic(session, topic.id, reader=ANONYMOUS) if each.is_here)
    assert (station.step, station.held_on) == (Step.ON_AGENDA, date(2026, 12, 8))


def test_a_topic_comes_on_an_agenda_once_and_only_its_own_groups(session: Session, world: World) -> None:
    meeting = planned(session, world)
    topic = session.exec(select(Topic)).one()
    with refused(MeetingRefusal.TOPIC_IS_ON_AGENDA):
        add_topic(session, world.moderator, meeting, topic, now=NOW)
    foreign = Topic(
        group_id=world.other_group_id,
        title="Fremd",
        lang="de",
        opened_by_id=world.admin.person_id,
        opened_at=NOW,
    )
    session.add(foreign)
    session.flush()
    with refused(MeetingRefusal.TOPIC_OF_ANOTHER_GROUP):
        add_topic(session, world.moderator, meeting, foreign, now=NOW)


def test_items_move_up_and_down_and_stop_at_the_ends(session: Session, world: World) -> None:
    meeting = planned(session, world)
    third = add_item(session, world.moderator, meeting, title="Verschiedenes", now=NOW)
    for _ in range(3):
        move_item(session, world.moderator, meeting, third, up=True, now=NOW)
    assert items(session, meeting)[0].title == "Verschiedenes"
    move_item(session, world.moderator, meeting, third, up=False, now=NOW)
    assert items(session, meeting)[1].title == "Verschiedenes"
    assert [row.number for row in list_agenda(session, meeting.id)] == ["1", "2", "3"]


def test_an_item_leaves_the_agenda_only_while_nothing_came_of_it(session: Session, world: World) -> None:
    meeting = planned(session, world)
    opening, topic_item = items(session, meeting)
    remove_item(session, world.moderator, meeting, topic_item, now=NOW)
    assert names(session)[-1] == "meetings:topic_taken_off_agenda"
    put_question(session, world.moderator, meeting, opening, title="x", question="y", lang="de", now=NOW)
    with refused(MeetingRefusal.ITEM_IS_IN_USE):
        remove_item(session, world.moderator, meeting, opening, now=NOW)


def test_a_meeting_opens_once_with_whoever_opens_it_in_the_room(session: Session, world: World) -> None:
    meeting = planned(session, world)
    start(session, world.moderator, meeting, now=BEGIN)
    start(session, world.secretary, meeting, now=after(5))
    assert (meeting.state, meeting.opened_at) == (MeetingState.RUNNING, BEGIN)
    assert [seat.name for seat in get_assembly(session, meeting).seats if seat.is_present] == ["Moderator"]
    assert names(session).count("meetings:opened") == 1


def test_a_meeting_without_agenda_does_not_open(session: Session, world: World) -> None:
    meeting = schedule(session, world.moderator, world.group(session), starts_at=BEGIN, place="x", lang="de", now=NOW)
    with refused(MeetingRefusal.AGENDA_IS_EMPTY):
        start(session, world.moderator, meeting, now=BEGIN)


def test_nobody_comes_before_the_meeting_or_after_it(session: Session, world: World) -> None:
    meeting = planned(session, world)
    with refused(MeetingRefusal.MEETING_NOT_RUNNING):
        arrive(session, world, meeting, "city")
    over = ended(session, world)
    with refused(MeetingRefusal.MEETING_HAS_ENDED):
        arrive(session, world, over, "city", now=after(95))


def test_a_second_press_changes_neither_arrival_nor_departure(session: Session, world: World) -> None:
    meeting = running(session, world, "city")
    arrive(session, world, meeting, "city", now=after(7))
    seat = session.get_one(Seat, world.seats["city"])
    leave(session, world.secretary, meeting, seat, now=after(30))
    leave(session, world.secretary, meeting, seat, now=after(40))
    stays = session.exec(select(Attendance).where(Attendance.seat_id == seat.id)).all()
    assert [(stay.arrived_at, stay.left_at) for stay in stays] == [(BEGIN, after(30))]


def test_who_comes_back_has_two_stays_and_a_slip_leaves_none(session: Session, world: World) -> None:
    meeting = running(session, world, "city", "initiative")
    city, initiative = (session.get_one(Seat, world.seats[name]) for name in ("city", "initiative"))
    leave(session, world.secretary, meeting, city, now=after(30))
    arrive(session, world, meeting, "city", now=after(40))
    leave(session, world.secretary, meeting, initiative, now=BEGIN + timedelta(seconds=20))
    by_name = {seat.name: seat for seat in get_assembly(session, meeting).seats}
    assert len(by_name["City"].stays) == 2
    assert by_name["City"].is_present
    assert by_name["Initiative"].stays == ()


def test_a_stranger_takes_no_seat_in_the_room(session: Session, world: World) -> None:
    meeting = running(session, world, "city")
    with refused(MeetingRefusal.SEAT_NOT_IN_GROUP):
        arrive(session, world, meeting, "other_member")


def test_the_quorum_follows_who_comes_and_goes(session: Session, world: World) -> None:
    meeting = running(session, world, "city", "cooperative", "moderator", "substitute")
    found = get_assembly(session, meeting).find_quorum_at(after(5))
    assert (found.present, found.seats, found.needed, found.is_met) == (2, 6, 3, False)
    arrive(session, world, meeting, "initiative", now=after(10))
    assembly = get_assembly(session, meeting)
    assert assembly.find_quorum_at(after(10)).is_met
    assert not assembly.find_quorum_at(after(9)).is_met


def test_the_current_item_is_the_one_begun_last_and_keeps_its_time(session: Session, world: World) -> None:
    meeting = running(session, world)
    first, second = items(session, meeting)
    begin_item(session, world.secretary, meeting, second, now=after(20))
    begin_item(session, world.secretary, meeting, first, now=after(30))
    assert first.started_at == after(2)
    assert current_item(list_agenda(session, meeting.id)).id == second.id


def test_of_two_writers_on_one_item_the_second_learns_of_the_first(session: Session, world: World) -> None:
    meeting = running(session, world)
    item = items(session, meeting)[0]
    read = item.version
    write_notes(session, world.secretary, meeting, item, "Erste", expected=read, now=after(3))
    with pytest.raises(LostUpdate):
        write_notes(session, world.moderator, meeting, item, "Zweite", expected=read, now=after(3))
    session.refresh(item)
    assert item.notes == "Erste"


def test_notes_wait_for_the_meeting_to_open(session: Session, world: World) -> None:
    meeting = planned(session, world)
    with refused(MeetingRefusal.MEETING_NOT_RUNNING):
        note(session, world, meeting, items(session, meeting)[0], "zu früh")


def test_hands_are_counted_against_who_is_in_the_room(session: Session, world: World) -> None:
    meeting = running(session, world, "city", "cooperative", "initiative", "neighbour")
    decision = decided(
        session, world, meeting,
        BenchVotes(BenchKey.CITY, 1, 1, yes=1), BenchVotes(BenchKey.COOPERATIVES, 1, 1, yes=1),
        BenchVotes(BenchKey.RESIDENTS, 2, 2, yes=2),
    )  # fmt: skip
    assert decision.outcome is Outcome.CARRIED
    assert decision.number == "2026/01-1"
    votes = {each["bench"]: (each["present"], each["seats"]) for each in decision.result["votes"]}
    assert votes == {"city": (1, 2), "cooperatives": (1, 2), "residents": (2, 2)}


def test_more_hands_than_seats_in_the_room_are_refused(session: Session, world: World) -> None:
    meeting = running(session, world, "city")
    with refused(MeetingRefusal.MORE_VOTES_THAN_PRESENT):
        decided(session, world, meeting, BenchVotes(BenchKey.CITY, 2, 2, yes=2))


def test_an_empty_room_decides_nothing(session: Session, world: World) -> None:
    meeting = running(session, world, "observer")
    with refused(MeetingRefusal.NOBODY_PRESENT):
        decided(session, world, meeting)


def test_votes_are_counted_only_while_the_meeting_runs(session: Session, world: World) -> None:
    meeting = planned(session, world)
    with refused(MeetingRefusal.MEETING_NOT_RUNNING):
        decided(session, world, meeting)


def test_a_meeting_ends_once(session: Session, world: World) -> None:
    meeting = running(session, world)
    end(session, world.secretary, meeting, now=after(90))
    end(session, world.secretary, meeting, now=after(99))
    assert (meeting.state, meeting.ended_at) == (MeetingState.ENDED, after(90))
    assert names(session).count("meetings:ended") == 1


def test_items_and_seats_of_another_meeting_are_not_found(session: Session, world: World) -> None:
    one, two = planned(session, world), planned(session, world)
    item = items(session, one)[0]
    assert get_item(session, one.id, item.id, reader=world.anonymous) is not None
    assert get_item(session, two.id, item.id, reader=world.anonymous) is None


def test_people_who_plan_at_once_get_numbers_of_their_own(database: Database, world: World) -> None:
    def plan(_: int) -> int:
        with database.unit_of_work() as session:
            return planned(session, world).number

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(plan, range(8))) == list(range(1, 9))


def test_presses_at_once_note_one_arrival(database: Database, world: World) -> None:
    with database.unit_of_work() as session:
        meeting_id = running(session, world, "city").id

    def press(_: int) -> None:
        with database.unit_of_work() as session:
            arrive(session, world, session.get_one(Meeting, meeting_id), "initiative", now=after(5))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(press, range(8)))
    with database.session(writes=False) as session:
        stays = session.exec(select(Attendance).where(Attendance.seat_id == world.seats["initiative"])).all()
        assert len(stays) == 1


def test_a_new_topic_can_join_while_the_meeting_runs(session: Session, world: World) -> None:
    meeting = running(session, world)
    add_topic(session, world.moderator, meeting, a_topic(session, world, "Dringend"), now=after(5))
    assert [row.title for row in list_agenda(session, meeting.id)][-1] == "Dringend"
    with refused(MeetingRefusal.MEETING_HAS_ENDED):
        add_item(session, world.moderator, sealed(session, world), title="zu spät", now=after(300))
