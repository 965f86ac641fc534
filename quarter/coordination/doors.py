"""From a due thing to what a page shows of it: its name, who has to act, and the door to the next step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from quarter.actions.policy import Permission as Actions
from quarter.coordination.domain import Deed, DueThing, Kind, Urgency, urgency
from quarter.decisions.policy import Permission as Decisions
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import label
from quarter.foundation.subjects import doorplate
from quarter.groups.policy import Permission as Groups
from quarter.issues.policy import Permission as Issues
from quarter.meetings.policy import Permission as Meetings
from quarter.web.links import address_of, isolated
from quarter.web.locale import day
from quarter.web.permits import can


@dataclass(frozen=True)
class Door:
    """Who may do a deed, and where."""

    permission: StrEnum
    endpoint: str
    address: Callable[[DueThing], dict[str, Any]]
    leads_back: bool = False  # done in one go, and then on to the next due thing


def _as(name: str) -> Callable[[DueThing], dict[str, Any]]:
    return lambda thing: {name: thing.subject_id}


def _report_form(thing: DueThing) -> dict[str, Any]:
    return {"action_id": thing.subject_id, "_anchor": "report"}


DOORS = {
    Deed.GO_ON: Door(Meetings.RUN, "meetings.show", _as("meeting_id")),
    Deed.SET_AGENDA: Door(Meetings.SET_AGENDA, "meetings.agenda", _as("meeting_id")),
    Deed.INVITE: Door(Meetings.INVITE, "meetings.show", _as("meeting_id")),
    Deed.OPEN_MEETING: Door(Meetings.RUN, "meetings.show", _as("meeting_id")),
    Deed.ASK: Door(Issues.ASK, "issues.ask", _as("issue_id"), leads_back=True),
    Deed.ASK_ANOTHER: Door(Issues.ASK, "issues.ask", _as("issue_id"), leads_back=True),
    Deed.ANSWER: Door(Issues.ANSWER, "issues.answer", _as("issue_id"), leads_back=True),
    Deed.COUNT: Door(Decisions.CLOSE, "decisions.show", _as("decision_id")),
    Deed.OPEN_VOTE: Door(Decisions.OPEN, "decisions.show", _as("decision_id")),
    Deed.COUNT_HANDS: Door(
        Meetings.COUNT,
        "meetings.count_votes",
        lambda thing: {"meeting_id": thing.meeting_id, "item_id": thing.item_id, "decision_id": thing.subject_id},
    ),
    Deed.CIRCULATE: Door(Meetings.CIRCULATE, "meetings.minutes", _as("meeting_id")),
    Deed.ANSWER_OBJECTIONS: Door(
        Meetings.ANSWER_OBJECTION,
        "meetings.minutes",
        lambda thing: {"meeting_id": thing.subject_id, "_anchor": "objections"},
    ),
    Deed.APPROVE: Door(Meetings.APPROVE, "meetings.minutes", _as("meeting_id")),
    Deed.SEAL: Door(Meetings.SEAL, "meetings.seal", _as("meeting_id")),
    Deed.REPORT: Door(Actions.REPORT, "actions.show", _report_form, leads_back=True),
    Deed.ANSWER_PROPOSAL: Door(Meetings.ANSWER_PROPOSAL, "meetings.proposal", _as("proposal_id")),
    Deed.ANSWER_SEAT: Door(Groups.GIVE_SEATS, "groups.answer_seat_request", _as("request_id")),
    Deed.CLEAR_UP: Door(Actions.REPORT, "actions.show", _as("action_id")),
}


@dataclass(frozen=True)
class Row:
    """A due thing as its reader meets it; `deed` only where this reader may do it."""

    thing: DueThing
    name: str
    address: str
    urgency: Urgency
    deed: Deed | None = None
    door: str = ""
    waits_for_moderator: bool = False  # there is a next step, but it is not this reader's

    @property
    def is_late(self) -> bool:
        return self.urgency in (Urgency.OVERDUE, Urgency.ASKED)

    @property
    def who(self) -> str:
        """Whose turn it is, for a file; empty where the day has only to come."""
        if self.thing.organisation:
            return self.thing.organisation
        if self.deed:
            return _("you")
        if self.waits_for_moderator:
            return _("the moderator")
        return _("the members") if self.thing.kind is Kind.VOTE else ""

    @property
    def notes(self) -> list[str]:
        """What else there is to know, in short sentences."""
        if self.thing.kind is Kind.VOTE:
            return [
                ngettext(
                    "%(cast)s of %(num)d seat has voted so far.",
                    "%(cast)s of %(num)d seats have voted so far.",
                    self.thing.seats,
                    cast=self.thing.cast,
                )
            ]
        if self.urgency is Urgency.ASKED and self.thing.asked_on:
            return [_("Asked on %(day)s; a week later you are reminded here.", day=day(self.thing.asked_on))]
        return [_(label(lack)) for lack in self.thing.lacks]


def as_row(thing: DueThing, deed: Deed | None, today: date, back: str | None = None) -> Row:
    """A due thing with the next step, if this reader may take it; `back` is the list to come back to after it."""
    name, urgent = _name(thing), urgency(thing, today)
    if deed is None or not can(DOORS[deed].permission, thing):
        return Row(thing, name, _address(thing), urgent, waits_for_moderator=deed is not None)
    door = DOORS[deed]
    way_back: dict[str, Any] = {"back": back} if door.leads_back else {}
    address, way = _address(thing, **way_back), address_of(door.endpoint, **door.address(thing), **way_back)
    return Row(thing, name, address, urgent, deed, way)


def columns() -> list[str]:
    """The names of a file's columns, in the reader's language."""
    return [_("Kind"), _("What"), _("State"), _("Due on"), _("Since"), _("Who"), _("Notes"), _("Address")]


def cells(row: Row, timezone: str) -> list[str]:
    """A row for a file, in the order of `columns`; days as spreadsheets read them."""
    thing = row.thing
    return [
        _(label(thing.kind)),
        row.name,
        _("Overdue") if row.is_late else _(label(thing.stage)),
        thing.due_on.isoformat() if thing.due_on else "",
        local_date(thing.since, timezone).isoformat() if thing.since else "",
        row.who,
        " ".join(row.notes),
        urljoin(request.host_url, row.address),
    ]


def _name(thing: DueThing) -> str:
    if thing.kind is Kind.MINUTES:
        return _("Minutes of meeting %(number)s", number=thing.number)
    if thing.kind is Kind.MEETING:
        return _("Meeting %(number)s", number=thing.number)
    if thing.kind is Kind.SEAT:
        return _("%(name)s asks for a seat", name=isolated(thing.person))
    return thing.title


def _address(thing: DueThing, **way_back: Any) -> str:
    if thing.kind is Kind.MINUTES:
        return address_of("meetings.minutes", meeting_id=thing.subject_id)
    plate = doorplate(thing.subject)
    assert plate is not None, thing.subject
    address: dict[str, Any] = {plate.parameter: thing.subject_id}
    return address_of(plate.endpoint, **address, **way_back)
