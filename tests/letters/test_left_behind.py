"""Messages that were stored before letters had a room of their own are still delivered."""

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from quarter.foundation import clock
from quarter.foundation.audit import AuditEntry
from quarter.foundation.outbox import OutboxMessage
from quarter.letters.models import Letter
from quarter.meetings.models import InvitationLetter
from tests.conftest import NOW
from tests.issues.reports import stored
from tests.letters.rounds import drain
from tests.letters.test_following import answer, follow
from tests.letters.test_mail import invite


def leave(session, handler: str, event: str) -> None:
    """As an earlier version had it: a message, and no letters."""
    entry = session.exec(select(AuditEntry).where(AuditEntry.name == event)).one()
    session.execute(sa.delete(Letter))
    session.add(OutboxMessage(entry_id=entry.id, handler=handler, created_at=NOW, due_at=NOW))


def test_an_invitation_goes_to_whoever_has_not_got_it(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    with database.unit_of_work() as session:
        leave(session, "notifications:invite", "meetings:invited")
        has_it = col(InvitationLetter.person_id) == world.city.person_id
        session.execute(sa.update(InvitationLetter).where(has_it).values(handed_over_at=NOW))
    drain(database, now=clock.now())
    own_seats = {f"{name}@test.example" for name in world.seats if not name.startswith("other_")}
    assert mailbox.receivers == own_seats - {"city@test.example"}


@pytest.mark.parametrize(
    ("handler", "receiver"), [("notifications:answer", "resident"), ("notifications:news", "neighbour")]
)
def test_answers_and_news_go_out(posting_app, database, world, mailbox, handler, receiver) -> None:
    issue_id = stored(database, world)
    follow(database, world.neighbour, issue=issue_id)
    answer(database, world, issue_id)
    mailbox.mails.clear()
    with database.unit_of_work() as session:
        leave(session, handler, "issues:answered")
    for _ in range(2):
        drain(database, now=clock.now())
    assert [mail["To"] for mail in mailbox.mails] == [f"{receiver}@test.example"]
