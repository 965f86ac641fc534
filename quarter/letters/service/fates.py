"""For the worker: taking letters that are due, and noting what became of each. The letter itself is the trace."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.foundation.fates import Fate
from quarter.letters.domain import DUTIES, FIRST_PAUSE, LetterKind, Way, is_given_up, pause_after
from quarter.letters.models import Letter
from quarter.meetings.service import invitations

LETTER = Letter.__table__.c
# Written out, so that the small index of what waits is used.
WAITING = LETTER.fate == sa.literal_column("'waiting'")
WAITING_FOR_MAIL = (WAITING, LETTER.way == Way.MAIL)
LONGEST_ROUND = timedelta(minutes=10)  # then a worker begins no other letter
LONGEST_CLAIM = 2 * LONGEST_ROUND  # a worker that has not noted anything by then has died


def claim(session: Session, *, now: datetime, limit: int) -> Sequence[int]:
    """Take letters that are due, so that no other worker takes them; the ids.

    First come those that were tried least: one at which the server hangs up keeps nobody else waiting.
    """
    due = sa.select(LETTER.id).where(*WAITING_FOR_MAIL, LETTER.next_try_at <= now)
    first = due.order_by(LETTER.attempts, LETTER.next_try_at, LETTER.id).limit(limit)
    claimed = session.execute(
        sa.update(Letter)
        .where(LETTER.id.in_(first.scalar_subquery()), WAITING, LETTER.next_try_at <= now)
        .values(attempts=LETTER.attempts + 1, next_try_at=now + LONGEST_CLAIM)
        .returning(LETTER.id)
    )
    return sorted(claimed.scalars())


def note(session: Session, letter_ids: Collection[int], fate: Fate, *, words: str = "", now: datetime) -> None:
    """Note what became of letters that went together. Who still waits is tried again, for five days."""
    for letter in session.scalars(sa.select(Letter).where(col(Letter.id).in_(letter_ids))):
        letter.words, letter.fate = words, fate
        if fate is Fate.WAITING and is_given_up(letter.attempts, letter.due_at, now):
            letter.fate = Fate.GIVEN_UP
        if letter.fate is Fate.WAITING:
            letter.next_try_at = now + pause_after(letter.attempts)
        else:
            letter.ended_at = now
        if letter.kind is LetterKind.INVITATION and letter.person_id is not None:
            invitations.note_fate(session, letter.entry_id, letter.person_id, letter.fate, words=words, now=now)


def give_back(session: Session, letter_ids: Collection[int], *, now: datetime) -> None:
    """These were claimed, and not tried: no attempt is counted, and the server gets a short rest."""
    untried = (LETTER.id.in_(letter_ids), WAITING, LETTER.attempts > 0)
    session.execute(
        sa.update(Letter).where(*untried).values(attempts=LETTER.attempts - 1, next_try_at=now + FIRST_PAUSE)
    )


def put_on_paper(session: Session, letter_ids: Collection[int]) -> None:
    """These have to reach their receivers without mail."""
    session.execute(sa.update(Letter).where(LETTER.id.in_(letter_ids)).values(way=Way.PAPER))


def do_without_mail(session: Session) -> None:
    """Where no mail is set up: duties go on paper, and there is no news."""
    session.execute(sa.delete(Letter).where(*WAITING_FOR_MAIL, LETTER.kind.not_in(DUTIES)))
    session.execute(sa.update(Letter).where(*WAITING_FOR_MAIL).values(way=Way.PAPER))


def is_anything_due(session: Session, *, now: datetime | None = None) -> bool:
    """Whether a letter waits for the mail server, or is due by now."""
    due = (*WAITING_FOR_MAIL, LETTER.next_try_at <= now) if now else WAITING_FOR_MAIL
    return session.scalar(sa.select(sa.select(1).where(*due).exists())) or False
