from collections.abc import Mapping
from enum import StrEnum

from quarter.foundation.fates import Fate
from quarter.foundation.multilingual import N_, Labels
from quarter.letters.domain import LetterKind, Way

KINDS: Mapping[StrEnum, str] = {
    LetterKind.INVITATION: N_("Invitation"),
    LetterKind.MINUTES: N_("Minutes to be looked at"),
    LetterKind.VOTE: N_("Vote"),
    LetterKind.VOTE_REMINDER: N_("Reminder to vote"),
    LetterKind.TO_ANSWER: N_("Asked for an answer"),
    LetterKind.ANSWER_DUE: N_("Reminder of an answer"),
    LetterKind.ANSWER_LATE: N_("Reminder of an answer that is late"),
    LetterKind.TO_DO: N_("Agreed action"),
    LetterKind.ACTION_DUE: N_("Reminder of an action"),
    LetterKind.ACTION_LATE: N_("Reminder of an action that is late"),
    LetterKind.ANSWER: N_("Answer to an issue"),
    LetterKind.SEAT: N_("Answer about a seat"),
    LetterKind.PROPOSAL: N_("Answer to a proposal"),
    LetterKind.NEWS: N_("News"),
}
WAYS: Mapping[StrEnum, str] = {
    Way.MAIL: N_("by mail"),
    Way.PAPER: N_("on paper"),
}
FATES: Mapping[StrEnum, str] = {
    Fate.WAITING: N_("Not handed over yet"),
    Fate.HANDED_OVER: N_("Handed over"),
    Fate.REFUSED: N_("Refused by the mail server"),
    Fate.GIVEN_UP: N_("Given up after five days"),
    Fate.STOPPED: N_("Not sent: no longer needed"),
}
LABELS: Labels = (KINDS, WAYS, FATES)
