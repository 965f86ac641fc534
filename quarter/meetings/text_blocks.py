"""Standing phrases in the language of the record, with the numbers of this moment in them."""

from collections.abc import Mapping
from datetime import datetime

from quarter.charters.domain import QuorumFinding
from quarter.foundation.multilingual import N_, Words
from quarter.meetings.domain import TextBlock

_QUORATE = N_(
    "At %(time)s the chair finds that the group is quorate: %(present)s of %(seats)s seats with a vote are present, "
    "%(needed)s are needed."
)
_NOT_QUORATE = N_(
    "At %(time)s the chair finds that the group is not quorate: %(present)s of %(seats)s seats with a vote are present."
)
_PHRASES: Mapping[TextBlock, str] = {
    TextBlock.INFORMATION: N_("Information: "),
    TextBlock.MINUTES_APPROVED: N_("The minutes of the last meeting are approved as they were circulated."),
    TextBlock.CONFLICT_OF_INTEREST: N_("… declares a conflict of interest and takes no part in debate and vote."),
    TextBlock.BREAK: N_("The meeting is interrupted at %(time)s."),
    TextBlock.GOING_ON: N_("The meeting goes on at %(time)s."),
    TextBlock.QUESTION_TIME: N_("Residents ask: "),
    TextBlock.NO_QUESTIONS: N_("There are no questions."),
    TextBlock.PUT_OFF: N_("The item is put off to the next meeting."),
    TextBlock.CLOSING: N_("The chair thanks everybody and ends the meeting at %(time)s."),
}


def write_block(block: TextBlock, words: Words, quorum: QuorumFinding, now: datetime) -> str:
    """The phrase in the language of `words`; `quorum` is that of this moment."""
    if block is TextBlock.QUORUM:
        return words.gettext(
            _QUORATE if quorum.is_met else _NOT_QUORATE,
            time=words.time(now), present=quorum.present, seats=quorum.seats, needed=quorum.needed,
        )  # fmt: skip
    return words.gettext(_PHRASES[block], time=words.time(now))


def add_line(text: str, line: str) -> str:
    """The line below the text."""
    return f"{text}\n{line}" if text else line
