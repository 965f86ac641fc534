"""What became of the letters of the demonstration: all arrived but two, which whoever coordinates has to look after."""

from datetime import timedelta

import sqlalchemy as sa

from quarter.demo.stage import Stage
from quarter.foundation.fates import Fate
from quarter.letters.domain import DUTIES, LetterKind, Way
from quarter.letters.models import Letter
from quarter.meetings.models import InvitationLetter

LETTER, PROOF = Letter.__table__.c, InvitationLetter.__table__.c
REFUSED = "550 5.1.1 Recipient address rejected: User unknown"


def send_letters(stage: Stage) -> None:
    """As if the mail server had taken each when it was due, refused one, and one receiver wanted paper."""
    session, soon = stage.session, timedelta(minutes=1)
    session.execute(sa.delete(Letter).where(LETTER.kind.not_in(DUTIES)))
    for letter in session.scalars(sa.select(Letter)):
        letter.fate, letter.attempts, letter.ended_at = Fate.HANDED_OVER, 1, min(letter.due_at + soon, stage.now)
    refused, on_paper = _last(stage, LetterKind.TO_ANSWER), _last(stage, LetterKind.TO_DO)
    if refused:
        refused.fate, refused.words = Fate.REFUSED, REFUSED
    if on_paper:
        on_paper.way, on_paper.fate, on_paper.attempts, on_paper.ended_at = Way.PAPER, Fate.WAITING, 0, None
    taken = PROOF.handed_over_at.is_not(None)
    session.execute(sa.update(InvitationLetter).where(taken).values(fate=Fate.HANDED_OVER))
    session.flush()


def _last(stage: Stage, kind: LetterKind) -> Letter | None:
    of_group = (LETTER.kind == kind, LETTER.group_id == stage.group.id)
    return stage.session.scalars(sa.select(Letter).where(*of_group).order_by(LETTER.id.desc()).limit(1)).first()
