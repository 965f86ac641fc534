"""The statements of the coordination pages, each built once: to build one takes as long as to run it."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.actors import Role
from quarter.groups.models import Bench, Charter, Group, Organisation, Seat
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.meetings.domain import MeetingState, MinutesState
from quarter.meetings.models import AgendaItem, Meeting, MinutesRecord

ISSUE, ACTION = Issue.__table__.c, Action.__table__.c
ORGANISATION, GROUP = Organisation.__table__.c, Group.__table__.c
IS_OPEN = ACTION.state != sa.literal_column(f"'{ActionState.DONE}'")  # word for word as in the index

FEW = 10  # in each column of the board
BOARD_ISSUES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE)


@cache
def issues_without_body() -> Any:
    return (
        select(
            ISSUE.id, ISSUE.title, ISSUE.lang, ISSUE.state, ISSUE.place, ISSUE.posted_at, ISSUE.answer_due_on,
            ISSUE.group_id,
        )
        .where(
            ISSUE.group_id == sa.bindparam("group_id"), ISSUE.state == IssueState.NEW, ISSUE.organisation_id.is_(None)
        )
        .order_by(ISSUE.answer_due_on, ISSUE.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def unanswered_issues(scope: str) -> Any:
    """By the column that narrows it: of a group, or of an organisation."""
    return (
        select(
            ISSUE.id, ISSUE.title, ISSUE.lang, ISSUE.state, ISSUE.place, ISSUE.posted_at, ISSUE.answer_due_on,
            ISSUE.group_id, ISSUE.organisation_id, ORGANISATION.name.label("organisation"),
            GROUP.name.label("group"),
        )
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id)
        .join(Group.__table__, GROUP.id == ISSUE.group_id)
        .where(ISSUE[scope] == sa.bindparam("scope_id"), ISSUE.state == IssueState.NEW)
        .order_by(ISSUE.answer_due_on, ISSUE.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def open_actions(scope: str) -> Any:
    return (
        select(
            ACTION.id, ACTION.title, ACTION.lang, ACTION.state, ACTION.due_on, ACTION.agreed_at, ACTION.group_id,
            ACTION.organisation_id, ORGANISATION.name.label("organisation"), GROUP.name.label("group"),
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .where(ACTION[scope] == sa.bindparam("scope_id"), IS_OPEN)
        .order_by(ACTION.due_on, ACTION.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def unfinished_decisions() -> Any:
    seats = select(sa.func.count()).where(RollEntry.decision_id == Decision.id).scalar_subquery()
    cast = select(sa.func.count()).where(Ballot.decision_id == Decision.id).scalar_subquery()
    is_ahead = sa.or_(col(Meeting.id).is_(None), Meeting.state != MeetingState.ENDED)
    return (
        select(
            Decision.id, Decision.title, Decision.lang, Decision.state, Decision.method, Decision.group_id,
            Decision.proposed_at, Decision.opened_at, Decision.closes_at, seats.label("seats"), cast.label("cast"),
            AgendaItem.id.label("item_id"), Meeting.id.label("meeting_id"), Meeting.state.label("meeting_state"),
            Meeting.starts_at,
        )
        .join(AgendaItem, col(AgendaItem.id) == Decision.agenda_item_id, isouter=True)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id, isouter=True)
        .where(
            Decision.group_id == sa.bindparam("group_id"),
            Decision.state != DecisionState.CLOSED,
            sa.or_(Decision.method == Method.ONLINE, is_ahead),
        )
        .order_by(col(Decision.closes_at).is_(None), Decision.closes_at, Decision.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def unfinished_meetings() -> Any:
    items = sa.select(sa.func.count()).where(col(AgendaItem.meeting_id) == Meeting.id).scalar_subquery()
    return (
        select(
            Meeting.id, Meeting.number, Meeting.starts_at, Meeting.place, Meeting.state, Meeting.group_id,
            Meeting.invited_at, Meeting.opened_at, Meeting.ended_at, items.label("items"),
            MinutesRecord.state.label("minutes_state"), MinutesRecord.circulated_at, MinutesRecord.approved_at,
        )
        .join(MinutesRecord, col(MinutesRecord.meeting_id) == Meeting.id)
        .where(
            Meeting.group_id == sa.bindparam("group_id"),
            sa.or_(Meeting.state != MeetingState.ENDED, MinutesRecord.state != MinutesState.SEALED),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def late() -> Any:
    """Counted by organisation before the two are put together: each count is then one walk along an index."""
    today = sa.bindparam("today", type_=sa.Date)
    answers = (
        select(ISSUE.organisation_id, sa.func.count().label("answers"), sa.literal(0).label("actions"))
        .where(
            ISSUE.group_id == sa.bindparam("group_id"), ISSUE.state == IssueState.NEW,
            ISSUE.organisation_id.is_not(None), ISSUE.answer_due_on < today,
        )
        .group_by(ISSUE.organisation_id)
    )  # fmt: skip
    actions = (
        select(ACTION.organisation_id, sa.literal(0), sa.func.count())
        .where(ACTION.group_id == sa.bindparam("group_id"), IS_OPEN, ACTION.due_on < today)
        .group_by(ACTION.organisation_id)
    )
    late = sa.union_all(answers, actions).subquery()
    counts = (sa.func.sum(late.c.answers), sa.func.sum(late.c.actions))
    return (
        select(
            late.c.organisation_id, Organisation.name.label("organisation"),
            counts[0].label("answers"), counts[1].label("actions"),
        )
        .join(Organisation, col(Organisation.id) == late.c.organisation_id)
        .group_by(late.c.organisation_id, Organisation.name)
        .order_by((counts[0] + counts[1]).desc(), Organisation.name)
    )  # fmt: skip


@cache
def voting_seats() -> Any:
    newest = select(sa.func.max(Charter.version)).where(Charter.group_id == sa.bindparam("group_id")).scalar_subquery()
    held = sa.and_(
        Seat.bench_id == Bench.id,
        Seat.role == Role.MEMBER,
        Seat.from_on <= sa.bindparam("day", type_=sa.Date),
        sa.or_(col(Seat.until_on).is_(None), col(Seat.until_on) >= sa.bindparam("day", type_=sa.Date)),
    )
    return (
        select(Bench.key, sa.func.count(Seat.id).label("seats"), Charter.quorum_percent, Charter.quorum_per_bench)
        .join(Charter, sa.and_(Charter.group_id == Bench.group_id, Charter.version == newest))
        .join(Seat, held, isouter=True)
        .where(Bench.group_id == sa.bindparam("group_id"))
        .group_by(Bench.id, Bench.key, Bench.position, Charter.quorum_percent, Charter.quorum_per_bench)
        .order_by(Bench.position)
    )


@cache
def board_of_issues() -> Any:
    return _board(
        Issue.__table__, BOARD_ISSUES, due=ISSUE.answer_due_on, order=(ISSUE.answer_due_on, ISSUE.id),
        latest=(ISSUE.posted_at.desc(), ISSUE.id.desc()),
    )  # fmt: skip


@cache
def board_of_actions() -> Any:
    return _board(
        Action.__table__, tuple(ActionState), due=ACTION.due_on, order=(ACTION.due_on, ACTION.id),
        latest=(ACTION.done_on.desc(), ACTION.id.desc()),
    )  # fmt: skip


def _board(table: sa.Table, states: tuple[Any, ...], *, due: Any, order: Any, latest: Any) -> Any:
    """The first few of each state by due day, the done ones latest first, and how many there are."""
    parts = []
    for place, state in enumerate(states):
        within = (table.c.group_id == sa.bindparam("group_id"), table.c.state == state)
        total = sa.select(sa.func.count()).select_from(table).where(*within).scalar_subquery()
        by = latest if state.value == "done" else order
        first = (
            sa.select(
                sa.literal(place).label("place"), table.c.id, table.c.title, table.c.lang, table.c.state,
                due.label("due_on"), ORGANISATION.name.label("organisation"), total.label("total"),
                sa.func.row_number().over(order_by=by).label("turn"),
            )
            .select_from(table)
            .join(Organisation.__table__, ORGANISATION.id == table.c.organisation_id, isouter=True)
            .where(*within)
            .order_by(*by)
            .limit(FEW)
            .subquery()
        )  # fmt: skip
        parts.append(sa.select(first))
    everything = sa.union_all(*parts).subquery()
    return sa.select(everything).order_by(everything.c.place, everything.c.turn)


@cache
def load() -> Any:
    of: Any = sa.bindparam("organisation_id")
    issues = sa.select(ISSUE.answer_due_on.label("due_on")).where(
        ISSUE.organisation_id == of, ISSUE.state == IssueState.NEW
    )
    actions = sa.select(ACTION.due_on).where(ACTION.organisation_id == of, IS_OPEN)
    due = sa.union_all(issues, actions).subquery()
    overdue = sa.func.count().filter(due.c.due_on < sa.bindparam("today", type_=sa.Date))
    later = sa.func.count().filter(due.c.due_on >= sa.bindparam("later", type_=sa.Date))
    return sa.select(sa.func.count(), overdue, later).select_from(due)
