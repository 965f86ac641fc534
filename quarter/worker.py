"""What happens by itself: letters go out, due votes close, unopposed minutes are approved, old things go."""

from datetime import datetime, timedelta
from threading import Event, Thread

import structlog
from sqlmodel import col, delete, select

from quarter.accounts.models import SignIn
from quarter.decisions.service.closing import close_due
from quarter.foundation import clock, outbox, throttle
from quarter.foundation.db import Database
from quarter.foundation.models import key_columns
from quarter.foundation.storage import Storage
from quarter.foundation.typesetting import kept_papers
from quarter.letters import sending
from quarter.letters.service import reminders
from quarter.minutes.kept_files import NOBODY, Issuer, issue_editions, keep_missing, list_damaged
from quarter.minutes.service.approval import approve_in_silence
from quarter.web.idempotency import DoneForm

PAUSE_SECONDS = 5.0
REMIND_EVERY = timedelta(minutes=15)  # nobody is reminded by the minute
THROW_FILES_EVERY = timedelta(hours=1)
log = structlog.get_logger()


def work_once(database: Database, *, now: datetime) -> None:
    """One round; every part bears being done twice, so several workers may run."""
    outbox.drain(database, now=now)
    with database.unit_of_work() as session:
        close_due(session, now=now)
    with database.unit_of_work() as session:
        approve_in_silence(session, now=now)
    sending.send_due(database, now=now)


def throw_away(database: Database, *, now: datetime) -> None:
    """Delete what only served for a while: keys of forms, what was counted, ended sign-ins."""
    yesterday, last_month = now - timedelta(days=1), now - timedelta(days=30)
    with database.unit_of_work() as session:
        session.execute(delete(DoneForm).where(col(DoneForm.done_at) < yesterday))
        throttle.throw_away(session, now=now.timestamp())
        session.execute(delete(SignIn).where(col(SignIn.expires_at) < last_month))


def throw_away_files(database: Database, files: Storage, *, now: datetime) -> None:
    """Delete files that no row points to: photos of forms that were never sent. A form may stay open for a day."""
    old = set(files.list_before(now - timedelta(days=1)))
    with database.session(writes=False) as session:
        for column in key_columns():
            old.difference_update(session.execute(select(column).where(column.is_not(None))).scalars())
    for key in old:
        files.remove(key)


def look_after_records(database: Database, files: Storage, issuer: Issuer = NOBODY, *, now: datetime) -> None:
    """Make the files of sealed minutes that have none, and new editions where somebody took their agreement back."""
    keep_missing(database, files, issuer, now=now)
    issue_editions(database, files, issuer, now=now)


def look_for_damage(database: Database, files: Storage) -> None:
    """Say which files kept with a seal are damaged or missing; nobody makes them anew in silence."""
    with database.session(writes=False) as session:
        for each in list_damaged(session, files):
            log.error(
                "minutes.file_damaged", meeting=each.meeting, extent=each.kept.extent.value, ending=each.kept.ending,
                edition=each.kept.edition, missing=each.is_missing,
            )  # fmt: skip


def remind(database: Database, *, now: datetime) -> None:
    """Write to who still has to vote, answer or do something, each once."""
    with database.session(writes=False) as session:
        owed = reminders.list_owed(session, now=now)
    for reminder in owed:
        with database.unit_of_work() as session:
            reminders.write_reminder(session, reminder, now=now)


def run(database: Database, files: Storage, stop: Event, issuer: Issuer = NOBODY) -> None:
    """Work in rounds until `stop` is set. An error is logged, and the next round tries again."""
    thrown_away_on = reminded_at = files_thrown_away_at = None
    while not stop.is_set():
        now = clock.now()
        try:
            work_once(database, now=now)
            look_after_records(database, files, issuer, now=now)
            if reminded_at is None or now - reminded_at >= REMIND_EVERY:
                remind(database, now=now)
                reminded_at = now
            if files_thrown_away_at is None or now - files_thrown_away_at >= THROW_FILES_EVERY:
                throw_away_files(database, files, now=now)
                files_thrown_away_at = now
            if thrown_away_on != now.date():
                throw_away(database, now=now)
                look_for_damage(database, files)
                kept_papers.throw_away_old(now=now.timestamp())
                thrown_away_on = now.date()
        except Exception as error:
            log.error("worker.failed", error=type(error).__name__)
        stop.wait(PAUSE_SECONDS)


def start_beside_the_server(database: Database, files: Storage, issuer: Issuer = NOBODY) -> None:
    """A thread of the server's process: on SQLite all writers share one gate."""
    Thread(target=run, args=(database, files, Event(), issuer), name="worker", daemon=True).start()
