"""What letters there are, when each is tried, and when news is gathered."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from quarter.accounts.domain import NewsPace


class LetterKind(StrEnum):
    """What a letter is about; for each event and receiver there is at most one of a kind."""

    INVITATION = "invitation"  # also that the meeting is moved, or that its agenda has changed
    MINUTES = "minutes"  # they went round, and one may object
    VOTE = "vote"
    VOTE_REMINDER = "vote_reminder"
    TO_ANSWER = "to_answer"  # a body is asked to answer an issue
    ANSWER_DUE = "answer_due"
    ANSWER_LATE = "answer_late"
    TO_DO = "to_do"  # an action was agreed
    ACTION_DUE = "action_due"
    ACTION_LATE = "action_late"
    ANSWER = "answer"  # to whoever reported an issue
    SEAT = "seat"  # the answer to whoever asked for a seat
    PROPOSAL = "proposal"  # the answer to whoever proposed an item of the agenda
    NEWS = "news"  # to whoever follows


class Way(StrEnum):
    MAIL = "mail"
    PAPER = "paper"


# Who gets one of these has to act: they come in any case, on paper where there is no mail.
DUTIES = (
    LetterKind.INVITATION, LetterKind.MINUTES, LetterKind.VOTE, LetterKind.VOTE_REMINDER, LetterKind.TO_ANSWER,
    LetterKind.ANSWER_DUE, LetterKind.ANSWER_LATE, LetterKind.TO_DO, LetterKind.ACTION_DUE, LetterKind.ACTION_LATE,
)  # fmt: skip

PATIENCE, FEWEST_TRIES = timedelta(days=5), 5  # a worker that stood still does not give up at once
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=4)
STANDSTILL = timedelta(hours=3)
NEWS_COMES_AT = time(7)
MONDAY = 0

ANSWER_NOTICE = timedelta(days=3)  # before the day by which an answer is due
ACTION_NOTICE = timedelta(days=7)
VOTE_NOTICE = timedelta(days=2)
LATE_FOR = timedelta(days=14)  # so long after its day it is worth a reminder


def is_given_up(attempts: int, due_at: datetime, now: datetime) -> bool:
    """Whether the mail server had days, and several tries, to take a letter."""
    return attempts >= FEWEST_TRIES and now - due_at >= PATIENCE


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def remind_voters_at(opened_at: datetime, closes_at: datetime) -> datetime:
    """Two days before the end; where the vote is short, after half its time."""
    return max(closes_at - VOTE_NOTICE, opened_at + (closes_at - opened_at) / 2)


def news_due_at(pace: NewsPace, now: datetime, timezone: str) -> datetime:
    """When somebody gets what happened now: at once, or with the rest of the day or week in the morning after it."""
    if pace is NewsPace.AT_ONCE:
        return now
    morning = datetime.combine(now.astimezone(ZoneInfo(timezone)).date(), NEWS_COMES_AT, ZoneInfo(timezone))
    morning += timedelta(days=1)
    while pace is NewsPace.WEEKLY and morning.weekday() != MONDAY:
        morning += timedelta(days=1)
    return morning.astimezone(now.tzinfo)
