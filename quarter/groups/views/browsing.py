"""A group with who sits in it and the way to a seat."""

from collections.abc import Mapping, Sequence

from flask import Response

from quarter.foundation.actors import Role
from quarter.groups import queries
from quarter.groups.domain import SeatRequestState, acts_in_function, initials, initials_of
from quarter.groups.models import Group, SeatRequest
from quarter.groups.policy import Permission
from quarter.groups.queries import GroupLine, SeatLine
from quarter.groups.views.blueprint import blueprint
from quarter.places.models import Quarter
from quarter.web.locale import today
from quarter.web.permits import allow, can, current_actor, current_person_id
from quarter.web.rendering import page
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint.add_app_template_filter(initials_of, "initials")


@blueprint.app_template_global()
def groups_of(quarter: Quarter) -> Sequence[GroupLine]:
    """The groups of a quarter, as its page asks that stands on a floor below."""
    return queries.list_groups(get_session(), quarter.id)


@blueprint.get("/groups/<slug>")
@allow(Permission.SEE, load=queries.get_group_by_slug)
@repeatable
def show(group: Group) -> Response:
    session = get_session()
    seats = queries.list_seats(session, group.id, today())
    benches = [bench.key for bench in queries.list_benches(session, group.id)]
    by_bench = {key: [seat for seat in seats if seat.bench is key] for key in benches}
    votes = {key: sum(seat.role is Role.MEMBER for seat in sitting) for key, sitting in by_bench.items()}
    own_request = _own_request(group)
    return page(
        "groups/show.html",
        group=group,
        quarter=session.get_one(Quarter, group.quarter_id),
        by_bench=by_bench,
        others=[seat for seat in seats if seat.bench is None],
        names=_names(group, seats),
        votes=votes,
        asked=queries.list_open_requests(session, group.id) if can(Permission.GIVE_SEATS, group) else (),
        own_request=own_request,
        may_ask=_may_ask(group, own_request),
    )


def _names(group: Group, seats: Sequence[SeatLine]) -> Mapping[int, str]:
    """What each seat's person is called here: everybody by name for the group, else who is named in public."""
    sees_all = can(Permission.SEE_NAMES, group)
    return {
        seat.seat_id: seat.person_name
        if sees_all or seat.is_named_publicly or acts_in_function(seat.role, seat.bench, seat.organisation_name)
        else initials(seat.person_name)
        for seat in seats
    }


def _own_request(group: Group) -> SeatRequest | None:
    """What the reader asked for last, as long as they have no seat."""
    if not can(Permission.ASK_FOR_SEAT, group):
        return None
    return queries.get_last_request(get_session(), group.id, current_person_id())


def _may_ask(group: Group, own_request: SeatRequest | None) -> bool:
    """Whether the page offers to ask; people who have not signed in do so on the way."""
    if not current_actor().is_signed_in:
        return True
    is_waiting = own_request is not None and own_request.state is SeatRequestState.OPEN
    return can(Permission.ASK_FOR_SEAT, group) and not is_waiting
