"""Reading what is due: across the rooms for a group, and across the groups for an organisation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.coordination.domain import A_WEEK, DueThing, Forecast, Kind, Load, forecast, lacks_of_meeting
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.actors import Role
from quarter.foundation.clock import local_date
from quarter.groups.domain import BenchKey, Quorum
from quarter.groups.models import Bench, Charter, Group, Organisation, Seat
from quarter.issues.domain import IssueState
from quarter.issues.models import Answer, Issue
from quarter.meetings.domain import MeetingState, MinutesState
from quarter.meetings.models import AgendaItem, Meeting, MinutesRecord

ISSUE, ACTION = Issue.__table__.c, Action.__table__.c
ORGANISATION, GROUP = Organisation.__table__.c, Group.__table__.c

MANY = 25  # of each kind on a page; the most urgent come first, the rest stands in its own room
ALL = 5000  # of each kind in a file
FEW = 10  # in each column of the board

BOARD_ISSUES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE)


@dataclass(frozen=True)
class Column:
    """A state on the board: how many there are, and the first few (id, title, lang, state, due_on, organisation)."""

    state: StrEnum
    total: int
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Overview:
    """All that is due in a group, and the outlook on its next meeting, where one is planned."""

    things: list[DueThing]
    meeting: DueThing | None
    outlook: Forecast | None


def get_overview(session: Session, group_id: int, timezone: str, *, most: int = MANY) -> Overview:
    """What is due in a group, at most `most` of each kind: six statements, however much it is."""
    things = list_due(session, group_id, timezone, most=most)
    meeting = find_next_meeting(things)
    if meeting is None or meeting.due_on is None:
        return Overview(things, None, None)
    outlook = get_forecast(session, group_id, meeting.due_on)
    seen = replace(meeting, lacks=lacks_of_meeting(meeting.is_invited, meeting.items, outlook))
    return Overview([seen if thing is meeting else thing for thing in things], seen, outlook)


def list_due(session: Session, group_id: int, timezone: str, *, most: int = MANY) -> list[DueThing]:
    """Everything in a group that somebody still has to do, unordered: five statements."""
    return [
        *_list_issues_without_body(session, group_id, most),
        *_list_unanswered(session, "group_id", group_id, most),
        *_list_decisions(session, group_id, timezone, most),
        *_list_meetings(session, group_id, timezone, most),
        *_list_actions(session, "group_id", group_id, most),
    ]


def list_owed(session: Session, organisation_id: int, *, most: int = MANY) -> list[DueThing]:
    """Issues to answer and actions to do of an organisation, in all groups: two statements."""
    return [
        *_list_unanswered(session, "organisation_id", organisation_id, most),
        *_list_actions(session, "organisation_id", organisation_id, most),
    ]


def get_load(session: Session, organisation_id: int, today: date) -> Load:
    """How many issues and actions an organisation owes, also those that no page shows: one statement."""
    issues: Any = sa.select(col(Issue.answer_due_on).label("due_on")).where(
        Issue.organisation_id == organisation_id, Issue.state == IssueState.NEW
    )
    actions = sa.select(col(Action.due_on)).where(
        Action.organisation_id == organisation_id, Action.state != ActionState.DONE
    )
    due = sa.union_all(issues, actions).subquery()
    overdue = sa.func.count().filter(due.c.due_on < today)
    later = sa.func.count().filter(due.c.due_on >= today + A_WEEK)
    row = session.execute(sa.select(sa.func.count(), overdue, later).select_from(due)).one()
    return Load(overdue=row[1], this_week=row[0] - row[1] - row[2], later=row[2])


def list_last_answers(session: Session, organisation_id: int) -> list[Any]:
    """(issue_id, title, lang, state, answered_at) of the answers that an organisation gave last."""
    query = (
        select(Issue.id.label("issue_id"), Issue.title, Issue.lang, Answer.state, Answer.answered_at)
        .join(Issue, col(Issue.id) == Answer.issue_id)
        .where(Answer.organisation_id == organisation_id)
        .order_by(col(Answer.id).desc())
        .limit(5)
    )
    return list(session.execute(query).all())


def list_own_organisations(session: Session, ids: Collection[int]) -> list[Any]:
    """(organisation_id, name) of some organisations, by name."""
    query = select(Organisation.id.label("organisation_id"), Organisation.name).where(col(Organisation.id).in_(ids))
    return list(session.execute(query.order_by(Organisation.name)).all())


def find_next_meeting(things: Iterable[DueThing]) -> DueThing | None:
    """The next planned meeting among due things."""
    planned = (thing for thing in things if thing.stage is MeetingState.PLANNED)
    return min(planned, key=lambda thing: (thing.due_at, thing.subject_id), default=None)


def get_forecast(session: Session, group_id: int, day: date) -> Forecast:
    """What the voting seats held on a day say about the quorum of the charter in force: one statement."""
    rows = session.execute(_voting_seats(), {"group_id": group_id, "day": day}).all()
    seats: Mapping[BenchKey, int] = {row.key: row.seats for row in rows}
    quorum = Quorum(rows[0].quorum_percent, rows[0].quorum_per_bench) if rows else Quorum(0, 0)
    return forecast(quorum, seats)


def list_late(session: Session, group_id: int, today: date) -> list[Any]:
    """(organisation_id, organisation, answers, actions): how much each organisation is overdue with, most first."""
    return list(session.execute(_late(), {"group_id": group_id, "today": today}).all())


def list_board(session: Session, group_id: int) -> tuple[list[Column], list[Column]]:
    """The group's issues and actions by state: two statements."""
    issues = _columns(
        session, Issue, BOARD_ISSUES, Issue.group_id == group_id,
        due=Issue.answer_due_on, order=(col(Issue.answer_due_on), col(Issue.id)),
        latest=(col(Issue.posted_at).desc(), col(Issue.id).desc()),
    )  # fmt: skip
    actions = _columns(
        session, Action, tuple(ActionState), Action.group_id == group_id,
        due=Action.due_on, order=(col(Action.due_on), col(Action.id)),
        latest=(col(Action.done_on).desc(), col(Action.id).desc()),
    )  # fmt: skip
    return issues, actions


def _columns(
    session: Session, model: Any, states: tuple[Any, ...], scope: Any, *, due: Any, order: Any, latest: Any
) -> list[Column]:
    """The first few of each state by due day, the done ones latest first, and how many there are."""
    parts = []
    for place, state in enumerate(states):
        within = (scope, model.state == state)
        total = sa.select(sa.func.count()).select_from(model).where(*within).scalar_subquery()
        first = (
            sa.select(
                sa.literal(place).label("place"), model.id, model.title, model.lang, model.state,
                due.label("due_on"), Organisation.name.label("organisation"), total.label("total"),
                sa.func.row_number().over(order_by=latest if state.value == "done" else order).label("turn"),
            )
            .select_from(model)
            .join(Organisation, col(Organisation.id) == model.organisation_id, isouter=True)
            .where(*within)
            .order_by(*(latest if state.value == "done" else order))
            .limit(FEW)
            .subquery()
        )  # fmt: skip
        parts.append(sa.select(first))
    everything = sa.union_all(*parts).subquery()
    rows = session.execute(sa.select(everything).order_by(everything.c.place, everything.c.turn)).all()
    columns = []
    for place, state in enumerate(states):
        own = tuple(row for row in rows if row.place == place)
        columns.append(Column(state, own[0].total if own else 0, own))
    return columns


def _list_issues_without_body(session: Session, group_id: int, most: int) -> list[DueThing]:
    return [
        DueThing(
            Kind.ASK, "issue", row.id, row.group_id, row.state, row.title, row.lang,
            due_on=row.answer_due_on, since=row.posted_at, place=row.place,
        )
        for row in session.execute(_without_body(), {"group_id": group_id, "most": most})
    ]  # fmt: skip


def _list_unanswered(session: Session, scope: str, scope_id: int, most: int) -> list[DueThing]:
    return [
        DueThing(
            Kind.ANSWER, "issue", row.id, row.group_id, row.state, row.title, row.lang,
            due_on=row.answer_due_on, since=row.posted_at, place=row.place,
            organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
        )
        for row in session.execute(_unanswered(scope), {"scope_id": scope_id, "most": most})
    ]  # fmt: skip


def _list_actions(session: Session, scope: str, scope_id: int, most: int) -> list[DueThing]:
    return [
        DueThing(
            Kind.ACTION, "action", row.id, row.group_id, row.state, row.title, row.lang,
            due_on=row.due_on, since=row.agreed_at,
            organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
        )
        for row in session.execute(_open_actions(scope), {"scope_id": scope_id, "most": most})
    ]  # fmt: skip


def _list_decisions(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Open votes with their turnout, and questions in preparation; a room's question until its meeting has ended."""
    rows = session.execute(_unfinished_decisions(), {"group_id": group_id, "most": most})
    return [_as_decision(row, timezone) for row in rows]


def _as_decision(row: Any, timezone: str) -> DueThing:
    is_open = row.state is DecisionState.OPEN
    at = row.closes_at if is_open else row.starts_at if row.meeting_state is MeetingState.PLANNED else None
    return DueThing(
        Kind.VOTE if is_open else Kind.QUESTION, "decision", row.id, row.group_id, row.state, row.title, row.lang,
        due_on=local_date(at, timezone) if at else None, due_at=at, since=row.opened_at or row.proposed_at,
        method=row.method, seats=row.seats, cast=row.cast, meeting_id=row.meeting_id, item_id=row.item_id,
    )  # fmt: skip


def _list_meetings(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Planned and running meetings, and ended ones until their minutes are sealed."""
    rows = session.execute(_unfinished_meetings(), {"group_id": group_id, "most": most})
    return [_as_meeting(row, timezone) for row in rows]


def _as_meeting(row: Any, timezone: str) -> DueThing:
    if row.state is MeetingState.ENDED:
        return DueThing(
            Kind.MINUTES, "meeting", row.id, row.group_id, row.minutes_state, number=row.number,
            since=row.approved_at or row.circulated_at or row.ended_at,
        )  # fmt: skip
    is_invited = row.invited_at is not None
    is_planned = row.state is MeetingState.PLANNED
    return DueThing(
        Kind.MEETING, "meeting", row.id, row.group_id, row.state, number=row.number,
        due_on=local_date(row.starts_at, timezone), due_at=row.starts_at, since=row.opened_at, place=row.place,
        is_invited=is_invited, items=row.items,
        lacks=lacks_of_meeting(is_invited, row.items, None) if is_planned else (),
    )  # fmt: skip


# To build a statement takes as long as to run it, so those of every visit are built once.


@cache
def _without_body() -> Any:
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
def _unanswered(scope: str) -> Any:
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
def _open_actions(scope: str) -> Any:
    return (
        select(
            ACTION.id, ACTION.title, ACTION.lang, ACTION.state, ACTION.due_on, ACTION.agreed_at, ACTION.group_id,
            ACTION.organisation_id, ORGANISATION.name.label("organisation"), GROUP.name.label("group"),
        )
        .join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id)
        .join(Group.__table__, GROUP.id == ACTION.group_id)
        .where(ACTION[scope] == sa.bindparam("scope_id"), ACTION.state != ActionState.DONE)
        .order_by(ACTION.due_on, ACTION.id)
        .limit(sa.bindparam("most"))
    )  # fmt: skip


@cache
def _unfinished_decisions() -> Any:
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
def _unfinished_meetings() -> Any:
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
def _late() -> Any:
    answers = select(Issue.organisation_id, sa.literal(1).label("answers"), sa.literal(0).label("actions")).where(
        Issue.group_id == sa.bindparam("group_id"),
        Issue.state == IssueState.NEW,
        col(Issue.organisation_id).is_not(None),
        Issue.answer_due_on < sa.bindparam("today", type_=sa.Date),
    )
    actions = select(Action.organisation_id, sa.literal(0), sa.literal(1)).where(
        Action.group_id == sa.bindparam("group_id"),
        Action.state != ActionState.DONE,
        Action.due_on < sa.bindparam("today", type_=sa.Date),
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
def _voting_seats() -> Any:
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
