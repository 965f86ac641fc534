"""What happens by itself: outbox messages go out, due votes close, what is no longer needed is thrown away."""

from datetime import datetime, timedelta
from threading import Event, Thread

import structlog
from sqlmodel import col, delete

from quarter.accounts.models import FailedSignIn, SignIn
from quarter.decisions.service import close_due
from quarter.foundation import clock, outbox
from quarter.foundation.db import Database
from quarter.web.idempotency import DoneForm

PAUSE_SECONDS = 5.0
log = structlog.get_logger()


def work_once(database: Database, *, now: datetime) -> None:
    """One round; every part bears being done twice, so several workers may run."""
    outbox.drain(database, now=now)
    with database.unit_of_work() as session:
        close_due(session, now=now)


def throw_away(database: Database, *, now: datetime) -> None:
    """Delete what only served for a while: keys of forms, failed and ended sign-ins."""
    yesterday, last_month = now - timedelta(days=1), now - timedelta(days=30)
    with database.unit_of_work() as session:
        session.execute(delete(DoneForm).where(col(DoneForm.done_at) < yesterday))
        session.execute(delete(FailedSignIn).where(col(FailedSignIn.failed_at) < yesterday))
        session.execute(delete(SignIn).where(col(SignIn.expires_at) < last_month))


def run(database: Database, stop: Event) -> None:
    """Work in rounds until `stop` is set. An error is logged, and the next round tries again."""
    thrown_away_on = None
    while not stop.is_set():
        now = clock.now()
        try:
            work_once(database, now=now)
            if thrown_away_on != now.date():
                throw_away(database, now=now)
                thrown_away_on = now.date()
        except Exception as error:
            log.error("worker.failed", error=type(error).__name__)
        stop.wait(PAUSE_SECONDS)


def start_beside_the_server(database: Database) -> None:
    """A thread of the server's process: on SQLite all writers share one gate."""
    Thread(target=run, args=(database, Event()), name="worker", daemon=True).start()
