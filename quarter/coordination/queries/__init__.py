"""Reading what is due: across the rooms for a group, and across the groups for an organisation."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from quarter.actions.domain import ActionState
from quarter.coordination.domain import A_WEEK, DueThing, Forecast, Kind, Load, forecast, lacks_of_meeting
from quarter.coordination.queries import statements
from quarter.decisions.domain import DecisionState
from quarter.foundation.clock import local_date
from quarter.groups.domain import BenchKey, Quorum
from quarter.groups.models import Organisation
from quarter.issues.models import Answer, Issue
from quarter.meetings.domain import MeetingState

MANY = 25  # of each kind on a page; the most urgent come first, the rest stands in its own room
ALL = 5000  # of each kind in a file


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
    parameters = {"organisation_id": organisation_id, "today": today, "later": today + A_WEEK}
    row = session.execute(statements.load(), parameters).one()
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
    rows = session.execute(statements.voting_seats(), {"group_id": group_id, "day": day}).all()
    seats: Mapping[BenchKey, int] = {row.key: row.seats for row in rows}
    quorum = Quorum(rows[0].quorum_percent, rows[0].quorum_per_bench) if rows else Quorum(0, 0)
    return forecast(quorum, seats)


def list_late(session: Session, group_id: int, today: date) -> list[Any]:
    """(organisation_id, organisation, answers, actions): how much each organisation is overdue with, most first."""
    return list(session.execute(statements.late(), {"group_id": group_id, "today": today}).all())


def list_board(session: Session, group_id: int) -> tuple[list[Column], list[Column]]:
    """The group's issues and actions by state: two statements."""
    issues = session.execute(statements.board_of_issues(), {"group_id": group_id}).all()
    actions = session.execute(statements.board_of_actions(), {"group_id": group_id}).all()
    return _columns(issues, statements.BOARD_ISSUES), _columns(actions, tuple(ActionState))


def _columns(rows: Sequence[Any], states: tuple[Any, ...]) -> list[Column]:
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
        for row in session.execute(statements.issues_without_body(), {"group_id": group_id, "most": most})
    ]  # fmt: skip


def _list_unanswered(session: Session, scope: str, scope_id: int, most: int) -> list[DueThing]:
    return [
        DueThing(
            Kind.ANSWER, "issue", row.id, row.group_id, row.state, row.title, row.lang,
            due_on=row.answer_due_on, since=row.posted_at, place=row.place,
            organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
        )
        for row in session.execute(statements.unanswered_issues(scope), {"scope_id": scope_id, "most": most})
    ]  # fmt: skip


def _list_actions(session: Session, scope: str, scope_id: int, most: int) -> list[DueThing]:
    return [
        DueThing(
            Kind.ACTION, "action", row.id, row.group_id, row.state, row.title, row.lang,
            due_on=row.due_on, since=row.agreed_at,
            organisation_id=row.organisation_id, organisation=row.organisation, group=row.group,
        )
        for row in session.execute(statements.open_actions(scope), {"scope_id": scope_id, "most": most})
    ]  # fmt: skip


def _list_decisions(session: Session, group_id: int, timezone: str, most: int) -> list[DueThing]:
    """Open votes with their turnout, and questions in preparation; a room's question until its meeting has ended."""
    rows = session.execute(statements.unfinished_decisions(), {"group_id": group_id, "most": most})
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
    rows = session.execute(statements.unfinished_meetings(), {"group_id": group_id, "most": most})
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
