"""The worker's round: each letter that is due is made, and handed to the mail server by itself.

What became of it is noted at once. Between the two a crash may come; then it is sent again under the same id, so that
mail programs know it for the same letter. What needs no mail server is done in short transactions, and none is open
while the server is waited for.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from itertools import groupby
from urllib.parse import urlsplit

import sqlalchemy as sa
import structlog
from sqlmodel import Session, col

from quarter.accounts.domain import NewsPace
from quarter.accounts.models import Person
from quarter.config import Settings
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.foundation.fates import Fate
from quarter.groups.models import Organisation
from quarter.letters import post
from quarter.letters.compose.draft import Desk, Written
from quarter.letters.compose.letters import compose, draft_of
from quarter.letters.compose.news import find_followed, write_digest
from quarter.letters.domain import LetterKind
from quarter.letters.models import Letter
from quarter.letters.post import PostOffice
from quarter.letters.service import fates

log = structlog.get_logger()


@dataclass(frozen=True)
class Office:
    """All that sending needs of the settings."""

    post: PostOffice
    desk: Desk

    @property
    def host(self) -> str:
        return urlsplit(self.desk.base_url).hostname or "localhost"


@dataclass(frozen=True)
class Ready:
    """A mail, and the letters that it carries: one, or all news of a day or week."""

    letter_ids: Sequence[int]
    mail: EmailMessage


_OFFICE = [Office(PostOffice("", ""), Desk("", ""))]


def open_office(settings: Settings) -> Office:
    """The office of this process; without a mail server it hands nothing over."""
    post_office = PostOffice(settings.mail_url, settings.mail_from, settings.mail_ca_file)
    _OFFICE[:] = [Office(post_office, Desk(settings.base_url, settings.secret_key, post_office.bare_sender))]
    return _OFFICE[0]


def send_due(database: Database, *, now: datetime, limit: int = 100) -> int:
    """One round; returns how many mails the server took."""
    office = _OFFICE[0]
    if not office.post.url:
        _do_without_mail(database)
        return 0
    with database.session(writes=False) as session:
        if not fates.is_anything_due(session, now=now):
            return 0
    ends_at = clock.now() + fates.LONGEST_ROUND
    with database.unit_of_work() as session:
        claimed = fates.claim(session, now=now, limit=limit)
    ready = list(_make(database, office, claimed, now))
    return _hand_over(database, office, ready, now, ends_at)


def _do_without_mail(database: Database) -> None:
    with database.session(writes=False) as session:
        if not fates.is_anything_due(session):
            return
    with database.unit_of_work() as session:
        fates.do_without_mail(session)


def _make(database: Database, office: Office, letter_ids: Sequence[int], now: datetime) -> Iterator[Ready]:
    """The mails, those that were tried least first; what cannot be sent is noted."""
    made: list[Ready] = []
    stopped: list[int] = []
    without_mail: list[int] = []
    failed: dict[int, str] = {}
    with database.session(writes=False) as session:
        letters = session.scalars(sa.select(Letter).where(col(Letter.id).in_(letter_ids)).order_by(col(Letter.id)))
        for together in sorted(_bundles(session, letters.all()), key=_attempts):
            ids = [letter.id for letter in together]
            if not _address(session, together[0]):
                without_mail += ids
                continue
            try:
                mail = _write(session, office, together, now)
            except Exception as error:  # one letter that cannot be made keeps nobody else from theirs
                log.error("letter.failed", letter=ids[0], error=type(error).__name__)
                failed |= dict.fromkeys(ids, type(error).__name__)
                continue
            if mail is None:
                stopped += ids
            else:
                made.append(Ready(ids, mail))
    with database.unit_of_work() as session:
        fates.note(session, stopped, Fate.STOPPED, now=now)
        fates.put_on_paper(session, without_mail)
        for letter_id, words in failed.items():
            fates.note(session, [letter_id], Fate.WAITING, words=words, now=now)
    yield from made


def _bundles(session: Session, letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Each by itself; but the news of somebody who wants them together."""

    def together(letter: Letter) -> tuple[int, int]:
        is_news = letter.kind is LetterKind.NEWS
        return (letter.person_id or 0, 0) if is_news and _pace(session, letter) in _GATHERED else (0, letter.id)

    for _key, bundle in groupby(sorted(letters, key=together), key=together):
        yield list(bundle)


def _attempts(letters: Sequence[Letter]) -> int:
    return max(letter.attempts for letter in letters)


_GATHERED = (NewsPace.DAILY, NewsPace.WEEKLY)


def _pace(session: Session, letter: Letter) -> NewsPace:
    person = session.get(Person, letter.person_id or 0)
    return person.news_pace if person else NewsPace.NEVER


def _write(session: Session, office: Office, letters: Sequence[Letter], now: datetime) -> EmailMessage | None:
    first = letters[0]
    written = _words_of(session, office, letters, now)
    if written is None:
        return None
    mail = post.letter(
        to=_address(session, first), sender=office.post.sender, subject=written.subject, text=written.text,
        message_id=f"letter.{first.id}@{office.host}", date=first.due_at, stop_url=written.stop_url,
    )  # fmt: skip
    if written.calendar:
        post.add_calendar(mail, written.calendar.decode(), method=written.method)
    return mail


def _words_of(session: Session, office: Office, letters: Sequence[Letter], now: datetime) -> Written | None:
    drafts = [draft_of(session, office.desk, letter, now) for letter in letters]
    if letters[0].kind is LetterKind.NEWS:
        if _pace(session, letters[0]) is NewsPace.NEVER:
            return None
        drafts = [draft for draft in drafts if find_followed(draft)]
        if len(drafts) != 1:
            return write_digest(drafts) if drafts else None
    return compose(drafts[0])


def _address(session: Session, letter: Letter) -> str:
    """Where it goes by mail; empty if there is no address. Only duties are for bodies."""
    if letter.person_id is not None:
        return session.get_one(Person, letter.person_id).email
    return session.get_one(Organisation, letter.organisation_id).contact_email


def _hand_over(database: Database, office: Office, ready: Sequence[Ready], now: datetime, ends_at: datetime) -> int:
    """Hand the mails over in turn; whatever is left when the server goes away, or at the end, is tried later."""
    waiting, taken = list(ready), 0
    try:
        with closing(office.post.hand_over([each.mail for each in ready])) as replies:
            for reply in replies:
                with database.unit_of_work() as session:
                    fates.note(session, waiting.pop(0).letter_ids, reply.fate, words=reply.words, now=now)
                taken += reply.fate is Fate.HANDED_OVER
                if clock.now() >= ends_at:  # before another worker might take the rest too
                    break
    except post.AWAY as error:
        log.warning("letters.away", error=type(error).__name__)
        if len(waiting) == len(ready):  # it was away for all of them alike
            _put_off(database, waiting, post.say_why(error), now)
            return 0
    if untried := [letter_id for each in waiting for letter_id in each.letter_ids]:
        with database.unit_of_work() as session:
            fates.give_back(session, untried, now=now)
    return taken


def _put_off(database: Database, waiting: Sequence[Ready], words: str, now: datetime) -> None:
    with database.unit_of_work() as session:
        for each in waiting:
            fates.note(session, each.letter_ids, Fate.WAITING, words=words, now=now)
