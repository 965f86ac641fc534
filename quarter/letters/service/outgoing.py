"""What people do with letters that did not arrive by themselves: send again, put on paper, hand over."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.events import Event
from quarter.foundation.fates import Fate
from quarter.foundation.recording import record
from quarter.letters.domain import LetterKind, Way
from quarter.letters.events import LetterHandedOver, LetterPutOnPaper, LetterSentAgain
from quarter.letters.models import Letter
from quarter.meetings.service import invitations


def send_again(session: Session, actor: Actor, letter: Letter, *, now: datetime) -> None:
    """Let a letter wait for the mail server once more, as if it had just been written."""
    _begin_again(session, actor, letter, Way.MAIL, LetterSentAgain, now)


def put_on_paper(session: Session, actor: Actor, letter: Letter, *, now: datetime) -> None:
    """Let a letter wait to be printed and handed over, since it does not arrive by mail."""
    _begin_again(session, actor, letter, Way.PAPER, LetterPutOnPaper, now)


def note_handed_over(session: Session, actor: Actor, letters: Sequence[Letter], *, now: datetime) -> None:
    """Somebody has handed these over on paper. A second press changes nothing."""
    for letter in letters:
        session.refresh(letter, with_for_update=True)
        if letter.fate is Fate.HANDED_OVER:
            continue
        letter.fate, letter.ended_at, letter.words = Fate.HANDED_OVER, now, ""
        session.flush()
        if letter.kind is LetterKind.INVITATION and letter.person_id is not None:
            invitations.note_on_paper(session, letter.entry_id, letter.person_id, now=now)
        _record(session, actor, letter, LetterHandedOver, now)


def _begin_again(
    session: Session, actor: Actor, letter: Letter, way: Way, event: type[Event], now: datetime
) -> None:  # fmt: skip
    session.refresh(letter, with_for_update=True)
    if letter.fate is Fate.HANDED_OVER:
        return
    letter.way, letter.fate, letter.ended_at, letter.words, letter.attempts = way, Fate.WAITING, None, "", 0
    letter.due_at = letter.next_try_at = now
    session.flush()
    if letter.kind is LetterKind.INVITATION and letter.person_id is not None:
        invitations.note_fate(session, letter.entry_id, letter.person_id, Fate.WAITING, now=now)
    _record(session, actor, letter, event, now)


def _record(session: Session, actor: Actor, letter: Letter, event: type[Event], now: datetime) -> None:
    record(session, actor, event(subject_id=letter.id, group_id=letter.group_id), now=now)
