"""Which words go with which kind of letter."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.audit import AuditEntry
from quarter.foundation.multilingual import words_in
from quarter.letters.compose.answers import write_to_asker, write_to_proposer, write_to_reporter
from quarter.letters.compose.draft import Desk, Draft, Written
from quarter.letters.compose.meetings import write_invitation, write_of_minutes
from quarter.letters.compose.news import write_news
from quarter.letters.compose.owed import write_to_answer, write_to_do
from quarter.letters.compose.votes import write_reminder, write_vote
from quarter.letters.domain import LetterKind
from quarter.letters.models import Letter
from quarter.places.queries import get_town

_WRITERS: Mapping[LetterKind, Callable[[Draft], Written | None]] = {
    LetterKind.INVITATION: write_invitation,
    LetterKind.MINUTES: write_of_minutes,
    LetterKind.VOTE: write_vote,
    LetterKind.VOTE_REMINDER: write_reminder,
    LetterKind.TO_ANSWER: write_to_answer,
    LetterKind.ANSWER_DUE: write_to_answer,
    LetterKind.ANSWER_LATE: write_to_answer,
    LetterKind.TO_DO: write_to_do,
    LetterKind.ACTION_DUE: write_to_do,
    LetterKind.ACTION_LATE: write_to_do,
    LetterKind.ANSWER: write_to_reporter,
    LetterKind.SEAT: write_to_asker,
    LetterKind.PROPOSAL: write_to_proposer,
    LetterKind.NEWS: write_news,
}


def draft_of(session: Session, desk: Desk, letter: Letter, now: datetime) -> Draft:
    """A letter about to be made, in the language of its receiver."""
    town = get_town(session)
    person = session.get(Person, letter.person_id) if letter.person_id else None
    language = person.language if person else None
    words = words_in(language or town.default_language, town.timezone)
    return Draft(session, letter, session.get_one(AuditEntry, letter.entry_id), words, town, desk, now)


def compose(draft: Draft) -> Written | None:
    """What the letter says now; None if its receiver may not have it, or need not act any more."""
    return _WRITERS[draft.letter.kind](draft)
