"""Reading what is due: across the rooms for a group, and across the groups for an organisation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState, Standing
from quarter.actions.models import Action, Confirmation
from quarter.actions.queries import IS_DOUBTED
from quarter.coordination.domain import A_WEEK, DueThing, Forecast, Kind, Load, forecast, lacks_of_meeting
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.models import Ballot, Decision, RollEntry
from quarter.foundation.actors import Role
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.groups.domain import BenchKey, Quorum, SeatRequestState
from quarter.groups.models import Bench, Charter, Group, Organisation, Seat, SeatRequest
from quarter.issues.domain import IssueState
from quarter.issues.events import ResponsibleBodyAsked
from quarter.issues.models import Answer, Issue
from quarter.meetings.domain import ItemKind, MeetingState, MinutesState, ObjectionState, ProposalState, Reply
from quarter.meetings.models import AgendaItem, AgendaProposal, Meeting, MinutesRecord, Objection, SeatReply

IS_OPEN = col(Action.state) != sa.literal_column(f"'{ActionState.DONE}'")  # word for word as in the index
MANY = 25  # of each kind on a page; the most urgent come first, the rest stands in its own room
ALL = 5000  # of each kind in a file
FEW = 10  # in each column of the board

BOARD_ISSUES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE)


@dataclass(frozen=True)
class Column:
    """A state on the board: how many there are, and the first few (id, title, lang, state, due_on, is_doubted,
    organisation)."""

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
    outlook = get_forecast(session, group_id, meeting.due_on, meeting.subject_id)
    seen = replace(meeting, lacks=lacks_of_meeting(meeting.is_invited, meeting.items, outlook))
    return Overview([seen if thing is meeting else thing for thing in things], seen, outlook)


def list_due(session: Session, group_id: int, timezone: str, *, most: int = MANY) -> list[DueThing]:
    """Everything in a group that somebody still has to do, unordered: five statements."""
    return [
        *_list_issues(session, group_id, timezone, most),
        *_list_decisions(session, group_id, timezone, most),
        *_list_meetings(session, group_id, timezone, most),
        *_list_actions(session, Action.group_id == group_id, most),
        *_list_asked(session, group_id, most),
    ]


def list_owed(session: Session, organisation_id: int, *, most: int = MANY) -> list[DueThing]:
    """Issues to answer, actions to do, and doubted ones, of an organisation, in all groups: two statements."""
    return [
        *_list_unanswered(session, organisation_id, most),
        *_list_actions(session, Action.organisation_id == organisation_id, most),
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
    doubted = (
        sa.select(sa.func.count())
        .select_from(Action)
        .where(Action.organisation_id == organisation_id, Action.state == ActionState.DONE, IS_DOUBTED.element)
        .scalar_subquery()
    )
    row = session.execute(sa.select(sa.func.count(), overdue, later, doubted).select_from(due)).one()
    return Load(overdue=row[1], this_week=row[0] - row[1] - row[2], later=row[2], doubted=row[3])


def list_last_answers(session: Session, organisation_id: int) -> list[Any]:
    """(issue_id, title, lang, state, answered_at) of the issues that an organisation answered last, newest first."""
    newest = select(sa.func.max(Answer.id)).where(Answer.organisation_id == organisation_id).group_by(Answer.issue_id)
    query = (
        select(Issue.id.label("issue_id"), Issue.title, Issue.lang, Answer.state, Answer.answered_at)
        .join(Issue, col(Issue.id) == Answer.issue_id)
        .where(col(Answer.id).in_(newest))
        .order_by(col(Answer.answered_at).desc(), col(Answer.id).desc())
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


def get_forecast(session: Session, group_id: int, day: date, meeting_id: int | None = None) -> Forecast:
    """What the voting seats held on a day say about the quorum of the charter in force: one statement.

    With a meeting it counts who has answered that they come, themselves or by a substitute.
    """
    newest = select(sa.func.max(Charter.version)).where(Charter.group_id == group_id).scalar_subquery()
    held = sa.and_(
        Seat.bench_id == Bench.id,
        Seat.role == Role.MEMBER,
        Seat.from_on <= day,
        sa.or_(col(Seat.until_on).is_(None), col(Seat.until_on) >= day),
    )
    said_yes = sa.and_(
        SeatReply.meeting_id == meeting_id,
        SeatReply.seat_id == Seat.id,
        col(SeatReply.reply).in_((Reply.COMES, Reply.SENDS_SUBSTITUTE)),
    )
    query = (
        select(
            Bench.key, sa.func.count(Seat.id).label("seats"), sa.func.count(SeatReply.seat_id).label("coming"),
            Charter.quorum_percent, Charter.quorum_per_bench,
        )
        .join(Charter, sa.and_(Charter.group_id == Bench.group_id, Charter.version == newest))
        .join(Seat, held, isouter=True)
        .join(SeatReply, said_yes, isouter=True)
        .where(Bench.group_id == group_id)
        .group_by(Bench.id, Bench.key, Bench.position, Charter.quorum_percent, Charter.quorum_per_bench)
        .order_by(Bench.position)
    )  # fmt: skip
    rows = session.execute(query).all()
    seats: Mapping[BenchKey, int] = {row.key: row.seats for row in rows}
    coming: Mapping[BenchKey, int] = {row.key: row.coming for row in rows}
    quorum = Quorum(rows[0].quorum_percent, rows[0].quorum_per_bench) if rows else Quorum(0, 0)
    return forecast(quorum, seats, coming)


def list_late(session: Session, group_id: int, today: date) -> list[Any]:
    """(organisation_id, organisation, answers, actions): how much each organisation is overdue with, most first."""
    # Counted by organisation before the two are put together: each count is then one walk along an index.
    answers = (
        select(Issue.organisation_id, sa.func.count().label("answers"), sa.literal(0).label("actions"))
        .where(
            Issue.group_id == group_id, Issue.state == IssueState.NEW,
            col(Issue.organisation_id).is_not(None), Issue.answer_due_on < today,
        )
        .group_by(col(Issue.organisation_id))
    )  # fmt: skip
    actions = (
        select(Action.organisation_id, sa.literal(0), sa.func.count())
        .where(Action.group_id == group_id, IS_OPEN, Action.due_on < today)
        .group_by(col(Action.organisation_id))
    )
    late = sa.union_all(answers, actions).subquery()
    counts = (sa.func.sum(late.c.answers), sa.func.sum(late.c.actions))
    query = (
        select(
            late.c.organisation_id, Organisation.name.label("organisation"),
            counts[0].label("answers"), counts[1].label("actions"),
        )
        .join(Organisation, col(Organisation.id) == late.c.organisation_id)
        .group_by(late.c.organisation_id, Organisation.name)
        .order_by((counts[0] + counts[1]).desc(), Organisation.name)
    )  # fmt: skip
    return list(session.execute(query).all())


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
        latest=(col(Action.done_on).desc(), col(Action.id).desc()), is_doubted=IS_DOUBTED.element,
    )  # fmt: skip
    return issues, actions


def _columns(
    session: Session, model: Any, states: tuple[Any, ...], scope: Any, *, due: Any, order: Any, latest: Any,
    is_doubted: Any = None,
) -> list[Column]:  # fmt: skip
    """The first few of each state by due day, the done ones latest first, and how many there are."""
    parts = []
    for place, state in enumerate(states):
        within = (scope, model.state == state)
        total = sa.select(sa.func.count()).select_from(model).where(*within).scalar_subquery()
        first = (
            sa.select(
                sa.literal(place).label("place"), model.id, model.title, model.lang, model.state,
                due.label("due_on"), (sa.false() if is_doubted is None else is_doubted).label("is_doubted"),
                Organisation.name.label("organisation"), total.label("total"),
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


def _list_issues(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """What nobody is asked to answer, and what waits for an answer with the day of the last asking: one statement."""
    asked_at = (
        select(sa.func.max(AuditEntry.at))
        .where(
            AuditEntry.subject_kind == ResponsibleBodyAsked.kind,
            AuditEntry.subject_id == Issue.id,
            AuditEntry.name == ResponsibleBodyAsked.name,
        )
        .scalar_subquery()
    )
    of_group, has_body = Issue.group_id == group_id, col(Issue.organisation_id).is_not(None)
    first = _new_issues(of_group, ~has_body, most=most).subquery()
    then = _new_issues(of_group, has_body, most=most, asked_at=asked_at).subquery()
    rows = session.execute(sa.union_all(sa.select(first), sa.select(then)))
    return [_as_issue(row, timezone) for row in rows]


def _list_unanswered(session: Session, organisation_id: int, most: int) -> list[DueThing]:
    """When it was asked matters to those who ask, not to the one who owes."""
    query = _new_issues(Issue.organisation_id == organisation_id, most=most)
    return [_as_issue(row) for row in session.execute(query)]


def _new_issues(*scope: Any, most: int, asked_at: Any = None) -> Any:
    nothing = sa.cast(sa.null(), AuditEntry.__table__.c.at.type)
    return (
        select(
            Issue.id, Issue.title, Issue.lang, Issue.state, Issue.place, Issue.posted_at, Issue.answer_due_on,
            Issue.group_id, Issue.organisation_id, Organisation.name.label("organisation"),
            Group.name.label("group"), (nothing if asked_at is None else asked_at).label("asked_at"),
        )
        .join(Organisation, col(Organisation.id) == Issue.organisation_id, isouter=True)
        .join(Group, col(Group.id) == Issue.group_id)
        .where(*scope, Issue.state == IssueState.NEW)
        .order_by(Issue.answer_due_on, Issue.id)
        .limit(most)
    )  # fmt: skip


def _as_issue(row: Any, timezone: str | None = None) -> DueThing:
    return DueThing(
        Kind.ASK if row.organisation_id is None else Kind.ANSWER, "issue", row.id, row.group_id, row.state, row.title,
        row.lang, due_on=row.answer_due_on, since=row.posted_at, place=row.place,
        asked_on=local_date(row.asked_at, timezone) if timezone and row.asked_at else None,
        organisation_id=row.organisation_id, organisation=row.organisation or "", group=row.group,
    )  # fmt: skip


def _list_actions(session: Session, scope: Any, most: int) -> list[DueThing]:
    """What is not done, by due day; and what was reported as done but is doubted, by how long: one statement."""
    said = select(sa.func.min(Confirmation.said_at)).where(
        col(Confirmation.action_id) == Action.id, ~col(Confirmation.is_done)
    )
    owed = _actions(scope, col(Action.agreed_at), False).where(Action.state != ActionState.DONE)
    doubted = _actions(scope, said.correlate(Action).scalar_subquery(), True).where(
        Action.state == ActionState.DONE, IS_DOUBTED.element
    )
    first = owed.order_by(Action.due_on, Action.id).limit(most).subquery()
    then = doubted.order_by(sa.text("since"), Action.id).limit(most).subquery()
    return [_as_action(row) for row in session.execute(sa.union_all(sa.select(first), sa.select(then)))]


def _actions(scope: Any, since: Any, is_doubted: bool) -> Any:
    return (
        select(
            Action.id, Action.title, Action.lang, Action.state, Action.due_on, since.label("since"), Action.group_id,
            Action.organisation_id, Organisation.name.label("organisation"), Group.name.label("group"),
            sa.literal(is_doubted).label("is_doubted"),
        )
        .join(Organisation, col(Organisation.id) == Action.organisation_id)
        .join(Group, col(Group.id) == Action.group_id)
        .where(scope)
    )  # fmt: skip


def _as_action(row: Any) -> DueThing:
    return DueThing(
        Kind.DOUBT if row.is_doubted else Kind.ACTION, "action", row.id, row.group_id,
        Standing.DOUBTED if row.is_doubted else row.state, row.title, row.lang,
        due_on=None if row.is_doubted else row.due_on, since=row.since,
        organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
    )  # fmt: skip


def _list_decisions(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Open votes with their turnout, and questions in preparation; a room's question until its meeting has ended."""
    seats = select(sa.func.count()).where(RollEntry.decision_id == Decision.id).scalar_subquery()
    cast = select(sa.func.count()).where(Ballot.decision_id == Decision.id).scalar_subquery()
    is_ahead = sa.or_(col(Meeting.id).is_(None), Meeting.state != MeetingState.ENDED)
    query = (
        select(
            Decision.id, Decision.title, Decision.lang, Decision.state, Decision.method, Decision.group_id,
            Decision.proposed_at, Decision.opened_at, Decision.closes_at, seats.label("seats"), cast.label("cast"),
            AgendaItem.id.label("item_id"), Meeting.id.label("meeting_id"), Meeting.state.label("meeting_state"),
            Meeting.starts_at,
        )
        .join(AgendaItem, col(AgendaItem.id) == Decision.agenda_item_id, isouter=True)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id, isouter=True)
        .where(
            Decision.group_id == group_id,
            Decision.state != DecisionState.CLOSED,
            sa.or_(Decision.method == Method.ONLINE, is_ahead),
        )
        .order_by(col(Decision.closes_at).is_(None), Decision.closes_at, Decision.id)
        .limit(most)
    )  # fmt: skip
    return [_as_decision(row, timezone) for row in session.execute(query)]


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
    matters = sa.and_(col(AgendaItem.meeting_id) == Meeting.id, AgendaItem.kind == ItemKind.MATTER)
    items = sa.select(sa.func.count()).where(matters).scalar_subquery()
    is_open = sa.and_(col(Objection.meeting_id) == Meeting.id, Objection.state == ObjectionState.OPEN)
    objections = sa.select(sa.func.count()).where(is_open).scalar_subquery()
    query = (
        select(
            Meeting.id, Meeting.number, Meeting.starts_at, Meeting.place, Meeting.state, Meeting.group_id,
            Meeting.invited_at, Meeting.opened_at, Meeting.ended_at, items.label("items"),
            MinutesRecord.state.label("minutes_state"), MinutesRecord.circulated_at, MinutesRecord.approved_at,
            objections.label("objections"),
        )
        .join(MinutesRecord, col(MinutesRecord.meeting_id) == Meeting.id)
        .where(
            Meeting.group_id == group_id,
            sa.or_(Meeting.state != MeetingState.ENDED, MinutesRecord.state != MinutesState.SEALED),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(most)
    )  # fmt: skip
    return [_as_meeting(row, timezone) for row in session.execute(query)]


def _as_meeting(row: Any, timezone: str) -> DueThing:
    if row.state is MeetingState.ENDED:
        return DueThing(
            Kind.MINUTES, "meeting", row.id, row.group_id, row.minutes_state, number=row.number,
            since=row.approved_at or row.circulated_at or row.ended_at, objections=row.objections,
        )  # fmt: skip
    is_invited = row.invited_at is not None
    is_planned = row.state is MeetingState.PLANNED
    return DueThing(
        Kind.MEETING, "meeting", row.id, row.group_id, row.state, number=row.number,
        due_on=local_date(row.starts_at, timezone), due_at=row.starts_at, since=row.opened_at, place=row.place,
        is_invited=is_invited, items=row.items,
        lacks=lacks_of_meeting(is_invited, row.items, None) if is_planned else (),
    )  # fmt: skip


def _list_asked(session: Session, group_id: int, most: int) -> list[DueThing]:
    """What people propose for the agenda, and who asks for a seat: both wait for an answer. One statement."""
    nothing = sa.literal("")
    proposals = (
        select(
            sa.literal(True).label("is_proposal"), AgendaProposal.id, AgendaProposal.title, AgendaProposal.lang,
            col(AgendaProposal.proposed_at).label("since"), nothing.label("person"), nothing.label("organisation"),
        )
        .where(AgendaProposal.group_id == group_id, AgendaProposal.state == ProposalState.OPEN)
        .order_by(AgendaProposal.id)
        .limit(most)
        .subquery()
    )  # fmt: skip
    requests = (
        select(
            sa.literal(False), SeatRequest.id, nothing, nothing, SeatRequest.asked_at, Person.name,
            sa.func.coalesce(Organisation.name, ""),
        )
        .join(Person, col(Person.id) == SeatRequest.person_id)
        .join(Organisation, col(Organisation.id) == SeatRequest.organisation_id, isouter=True)
        .where(SeatRequest.group_id == group_id, SeatRequest.state == SeatRequestState.OPEN)
        .order_by(SeatRequest.id)
        .limit(most)
        .subquery()
    )  # fmt: skip
    rows = session.execute(sa.union_all(sa.select(proposals), sa.select(requests)))
    return [_as_asked(row, group_id) for row in rows]


def _as_asked(row: Any, group_id: int) -> DueThing:
    if row.is_proposal:
        return DueThing(
            Kind.PROPOSAL, "agenda_proposal", row.id, group_id, ProposalState.OPEN, row.title, row.lang,
            since=row.since,
        )  # fmt: skip
    return DueThing(
        Kind.SEAT, "seat_request", row.id, group_id, SeatRequestState.OPEN, since=row.since, person=row.person,
        organisation=row.organisation,
    )  # fmt: skip
