"""Which deeds are followed by a letter, and to whom it goes."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from quarter.actions.events import ActionAgreed, ActionDone, OneActionDone
from quarter.decisions.events import DecisionCarried, DecisionNotCarried, VoteOpened
from quarter.foundation import outbox
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.foundation.events import Event
from quarter.foundation.recording import Subscriber, SubscribersAtOnce
from quarter.groups.events import SeatRequestAnswered
from quarter.issues.events import ANSWER_EVENTS, ResponsibleBodyAsked
from quarter.letters.service.writing import (
    write_invitations,
    write_left_invitations,
    write_news,
    write_of_minutes,
    write_to_asked_body,
    write_to_asker,
    write_to_owner,
    write_to_proposer,
    write_to_reporter,
    write_to_voters,
)
from quarter.meetings.events import (
    AgendaSentAgain,
    MeetingCalledOff,
    MeetingInvited,
    MeetingMoved,
    ProposalAnswered,
    TopicPutOnAgenda,
)
from quarter.minutes.events import MinutesCirculated
from quarter.planning.events import GroupsVariantAdopted, PlanOpened, VariantAdopted

# What followers hear of. Comments, support and the like are to be read on the page.
WORTH_A_LETTER: tuple[type[Event], ...] = (
    PlanOpened, VariantAdopted, GroupsVariantAdopted, TopicPutOnAgenda, DecisionCarried, DecisionNotCarried,
    ActionDone, OneActionDone,
)  # fmt: skip
AT_ONCE: SubscribersAtOnce = {
    **dict.fromkeys((MeetingInvited, MeetingMoved, MeetingCalledOff, AgendaSentAgain), (write_invitations,)),
    **dict.fromkeys(WORTH_A_LETTER, (write_news,)),
    **dict.fromkeys(ANSWER_EVENTS.values(), (write_to_reporter, write_news)),
    MinutesCirculated: (write_of_minutes,),
    VoteOpened: (write_to_voters, write_news),
    ResponsibleBodyAsked: (write_to_asked_body,),
    ActionAgreed: (write_to_owner, write_news),
    SeatRequestAnswered: (write_to_asker,),
    ProposalAnswered: (write_to_proposer,),
}
# Messages that were stored before letters had a room of their own, and may still wait.
_LEFT = {
    "notifications:invite": write_left_invitations,
    "notifications:answer": write_to_reporter,
    "notifications:seat": write_to_asker,
    "notifications:news": write_news,
    "notifications:proposal": write_to_proposer,
}


def _writing(write: Subscriber) -> Callable[[Database, AuditEntry, datetime], None]:
    def handler(database: Database, entry: AuditEntry, _now: datetime) -> None:
        with database.unit_of_work() as session:
            write(session, _stored(session, entry))

    return handler


def _stored(session: Session, entry: AuditEntry) -> AuditEntry:
    return session.get_one(AuditEntry, entry.id)


for _name, _write in _LEFT.items():
    outbox.handles(_name)(_writing(_write))
