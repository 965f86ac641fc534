"""Deeds of the speaking list that several tests need, and what they leave."""

from datetime import datetime

from sqlmodel import Session

from quarter.meetings.models import Meeting, Speech
from quarter.meetings.queries.speaking import get_speaking_list
from quarter.meetings.service.speaking import ask_to_speak, end_speech, give_floor
from tests.factories.world import World
from tests.meetings.evening import after
from tests.strict_client import StrictClient


def ask(session: Session, world: World, meeting: Meeting, name: str, minute: int = 10) -> None:
    ask_to_speak(session, world.secretary, meeting, seat_id=world.seats[name], now=after(minute))


def turn_of(session: Session, world: World, meeting: Meeting, name: str) -> Speech:
    turn = get_speaking_list(session, meeting).find(seat_id=world.seats[name])
    assert turn is not None, name
    return session.get_one(Speech, turn.speech_id, populate_existing=True)


def give(session: Session, world: World, meeting: Meeting, name: str, minute: int) -> None:
    speech = turn_of(session, world, meeting, name)
    give_floor(session, world.secretary, meeting, speech, now=after(minute))


def stop(session: Session, world: World, meeting: Meeting, name: str, minute: int) -> None:
    speech = turn_of(session, world, meeting, name)
    end_speech(session, world.secretary, meeting, speech, now=after(minute))


def waiting(session: Session, meeting: Meeting) -> list[str]:
    return [turn.name for turn in get_speaking_list(session, meeting).waiting]


def speaking(session: Session, meeting: Meeting) -> str:
    found = get_speaking_list(session, meeting).speaking
    return found.name if found else ""


def queue(session: Session, world: World, *names: str, now: datetime | None = None) -> None:
    meeting = session.get_one(Meeting, 1)
    for name in names:
        ask_to_speak(session, world.secretary, meeting, seat_id=world.seats[name], now=now or after(10))


def links(client: StrictClient, address: str) -> list[str]:
    """The words of the links of the last page that lead to an address."""
    return ["".join(link.itertext()) for link in client.page.iter() if link.get("href") == address]
