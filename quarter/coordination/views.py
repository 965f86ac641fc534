"""Coordination and Desk: each a page, and the same rows as a file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, assert_never

from babel.dates import format_skeleton
from flask import Blueprint, Response, abort, request

from quarter.coordination.domain import (
    DueThing,
    Kind,
    Urgency,
    View,
    by_urgency,
    calendar,
    deed_at_desk,
    deed_on,
    urgency,
)
from quarter.coordination.next_steps import Row, as_row, cells, columns
from quarter.coordination.policy import Permission
from quarter.coordination.queries.board import list_board
from quarter.coordination.queries.desk import (
    OwnOrganisation,
    get_load,
    list_last_answers,
    list_owed,
    list_own_organisations,
)
from quarter.coordination.queries.late import list_late
from quarter.coordination.queries.overview import ALL, MANY, Overview, get_overview
from quarter.foundation import clock, spreadsheets
from quarter.foundation.multilingual import locale_of
from quarter.groups.queries import GroupLine, list_groups
from quarter.letters.queries.outgoing import count_outgoing
from quarter.web.files import as_file
from quarter.web.filters import chosen_filters
from quarter.web.locale import current_language, timezone_name, today
from quarter.web.permits import allow, can, current_actor
from quarter.web.rendering import page
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("coordination", __name__)

COMING = 10  # of what comes later, on the list
RowOf = Callable[[DueThing], Row]


@blueprint.app_template_filter("month")
def month_of(first: date) -> str:
    """`December 2026`, above the days of a calendar."""
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    return format_skeleton("yMMMM", noon, locale=locale_of(current_language()))


@dataclass(frozen=True)
class Chosen:
    """What the address asks for."""

    group: GroupLine
    groups: Sequence[GroupLine]
    kinds: frozenset[Kind]
    view: View


@blueprint.get("/coordination")
@allow(Permission.ENTER)
@repeatable
def index() -> Response:
    chosen = _chosen()
    group_id = chosen.group.group_id
    overview = get_overview(get_session(), group_id, timezone_name(), most=MANY)
    day, things = today(), _narrowed(overview.things, chosen)
    pressing = [thing for thing in things if urgency(thing, day) < Urgency.ASKED]
    counts = Counter(thing.kind for thing in overview.things)
    return page(
        "coordination/index.html",
        chosen=chosen,
        views=View,
        counts=[(kind, counts[kind]) for kind in Kind if counts[kind] or kind in chosen.kinds],
        many=MANY,
        is_cut=_is_cut(overview.things),
        is_full=_is_cut(pressing),
        pressing=pressing,
        coming=things[len(pressing) :],
        row_of=_row_of_moderator(back=_this_list()),
        letters=count_outgoing(get_session(), group_id),
        **_shown(chosen.view, group_id, overview, things),
    )


def _shown(view: View, group_id: int, overview: Overview, things: Sequence[DueThing]) -> dict[str, Any]:
    """What only this way to look at it shows."""
    match view:
        case View.CALENDAR:
            return {"months": calendar(things)}
        case View.BOARD:
            issues, actions = list_board(get_session(), group_id)
            return {"issues": issues, "actions": actions}
        case View.LIST:
            return {"overview": overview, "few": COMING, "late": list_late(get_session(), group_id, today())}
        case _:
            assert_never(view)


@blueprint.get("/coordination.csv")
@allow(Permission.ENTER)
def index_csv() -> Response:
    chosen = _chosen()
    overview = get_overview(get_session(), chosen.group.group_id, timezone_name(), most=ALL)
    return _file(_narrowed(overview.things, chosen), _row_of_moderator(), "coordination")


@blueprint.get("/desk")
@allow(Permission.SIT)
@repeatable
def desk() -> Response:
    organisations, organisation = _organisations()
    session, organisation_id = get_session(), organisation.organisation_id
    things = by_urgency(list_owed(session, organisation_id, most=MANY), today())
    return page(
        "coordination/desk.html",
        organisation=organisation,
        organisations=organisations,
        things=things,
        row_of=_row_at_desk(back=_this_list()),
        has_groups=len({thing.group_id for thing in things}) > 1,
        load=get_load(session, organisation_id, today()),
        is_cut=_is_cut(things),
        answers=list_last_answers(session, organisation_id),
    )


@blueprint.get("/desk.csv")
@allow(Permission.SIT)
def desk_csv() -> Response:
    _all, organisation = _organisations()
    owed = list_owed(get_session(), organisation.organisation_id, most=ALL)
    return _file(by_urgency(owed, today()), _row_at_desk(), "desk")


def _chosen() -> Chosen:
    """The filters of the address; 400 for what nobody knows, 404 for a group that is not the reader's."""
    filters = chosen_filters(group=int, kind=Kind, view=View)
    try:
        kinds = frozenset(Kind(kind) for kind in request.args.getlist("kind") if kind)
    except ValueError:
        abort(400)
    groups = [group for group in list_groups(get_session()) if can(Permission.COORDINATE, group)]
    wanted = filters["group"]
    group = next((group for group in groups if wanted in (None, group.group_id)), None)
    if group is None:
        abort(404)
    return Chosen(group, groups, kinds, filters["view"] or View.LIST)


def _this_list() -> str:
    """The address of the list as it is narrowed now, to come back to."""
    return request.full_path.rstrip("?")


def _narrowed(things: Sequence[DueThing], chosen: Chosen) -> list[DueThing]:
    """Those of the chosen kinds, the most urgent first."""
    return by_urgency((thing for thing in things if not chosen.kinds or thing.kind in chosen.kinds), today())


def _row_of_moderator(back: str | None = None) -> RowOf:
    now, day, actor = clock.now(), today(), current_actor()
    return lambda thing: as_row(thing, deed_on(thing, now, day), day, actor, back)


def _row_at_desk(back: str | None = None) -> RowOf:
    day, actor = today(), current_actor()
    return lambda thing: as_row(thing, deed_at_desk(thing), day, actor, back)


def _organisations() -> tuple[Sequence[OwnOrganisation], OwnOrganisation]:
    """The organisations that the reader speaks for, and the chosen one; 404 if it is not among them."""
    wanted = chosen_filters(organisation=int)["organisation"]
    own = list_own_organisations(get_session(), current_actor().organisation_ids)
    chosen = next((row for row in own if wanted in (None, row.organisation_id)), None)
    if chosen is None or not can(Permission.DESK, chosen):
        abort(404)
    return own, chosen


def _is_cut(things: Sequence[DueThing]) -> bool:
    """Whether more is due than a page holds."""
    return max(Counter(thing.kind for thing in things).values(), default=0) >= MANY


def _file(things: Sequence[DueThing], row_of: RowOf, name: str) -> Response:
    zone = timezone_name()
    rows = [cells(row_of(thing), zone) for thing in things]
    table = spreadsheets.write(columns(), rows, language=current_language())
    return as_file(table, f"{name}-{today().isoformat()}.csv", "text/csv")
