"""From a due thing to what a page shows of it: its name, who has to act, and where the next step is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from quarter.actions.policy import Permission as Actions
from quarter.coordination.domain import Deed, DueThing, Kind, Urgency, urgency
from quarter.decisions.policy import Permission as Decisions
from quarter.foundation.actors import Actor
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import isolated, label
from quarter.foundation.policy import allows
from quarter.foundation.subjects import page_of
from quarter.groups.policy import Permission as Groups
from quarter.issues.policy import Permission as Issues
from quarter.meetings.policy import Permission as Meetings
from quarter.minutes.policy import Permission as Minutes
from quarter.web.hosts import full_address
from quarter.web.links import address_of
from quarter.web.locale import day, ngettext
from quarter.web.locale import gettext as _


@dataclass(frozen=True)
class NextStep:
    """Who may do a deed, and where."""

    permission: StrEnum
    endpoint: str
    address: Callable[[DueThing], dict[str, Any]]
    leads_back: bool = False  # done in one go, and then on to the next due thing


def _as(name: str) -> Callable[[DueThing], dict[str, Any]]:
    return lambda thing: {name: thing.subject_id}


def _report_form(thing: DueThing) -> dict[str, Any]:
    return {"action_id": thing.subject_id, "_anchor": "report"}


NEXT_STEPS = {
    Deed.GO_ON: NextStep(Meetings.RUN, "meetings.show", _as("meeting_id")),
    Deed.SET_AGENDA: NextStep(Meetings.SET_AGENDA, "meetings.agenda", _as("meeting_id")),
    Deed.INVITE: NextStep(Meetings.INVITE, "meetings.show", _as("meeting_id")),
    Deed.OPEN_MEETING: NextStep(Meetings.RUN, "meetings.show", _as("meeting_id")),
    Deed.ASK: NextStep(Issues.ASK, "issues.ask", _as("issue_id"), leads_back=True),
    Deed.ASK_ANOTHER: NextStep(Issues.ASK, "issues.ask", _as("issue_id"), leads_back=True),
    Deed.ANSWER: NextStep(Issues.ANSWER, "issues.answer", _as("issue_id"), leads_back=True),
    Deed.COUNT: NextStep(Decisions.CLOSE, "decisions.show", _as("decision_id")),
    Deed.OPEN_VOTE: NextStep(Decisions.OPEN, "decisions.show", _as("decision_id")),
    Deed.COUNT_HANDS: NextStep(
        Meetings.COUNT,
        "meetings.count_votes",
        lambda thing: {"meeting_id": thing.meeting_id, "item_id": thing.item_id, "decision_id": thing.subject_id},
    ),
    Deed.CIRCULATE: NextStep(Minutes.CIRCULATE, "minutes.show", _as("meeting_id")),
    Deed.ANSWER_OBJECTIONS: NextStep(
        Minutes.ANSWER_OBJECTION,
        "minutes.show",
        lambda thing: {"meeting_id": thing.subject_id, "_anchor": "objections"},
    ),
    Deed.APPROVE: NextStep(Minutes.APPROVE, "minutes.show", _as("meeting_id")),
    Deed.SIGN: NextStep(Minutes.SIGN, "minutes.sign", _as("meeting_id")),
    Deed.SEAL: NextStep(Minutes.SEAL, "minutes.seal", _as("meeting_id")),
    Deed.REPORT: NextStep(Actions.REPORT, "actions.show", _report_form, leads_back=True),
    Deed.ANSWER_PROPOSAL: NextStep(Meetings.ANSWER_PROPOSAL, "meetings.proposal", _as("proposal_id")),
    Deed.ANSWER_SEAT: NextStep(Groups.GIVE_SEATS, "groups.answer_seat_request", _as("request_id")),
    Deed.CLEAR_UP: NextStep(Actions.REPORT, "actions.show", _as("action_id")),
}


class Row(NamedTuple):
    """A due thing as its reader meets it: the next step only where this reader may take it.

    What it says and where it leads is found when it is shown, so a row that was shown before costs little.
    """

    thing: DueThing
    urgency: Urgency
    deed: Deed | None = None
    waits_for_moderator: bool = False  # there is a next step, but it is not this reader's
    back: str | None = None  # the list to come back to after the deed

    @property
    def name(self) -> str:
        if self.thing.kind is Kind.MINUTES:
            return _("Minutes of meeting %(number)s", number=self.thing.number)
        if self.thing.kind is Kind.MEETING:
            return _("Meeting %(number)s", number=self.thing.number)
        if self.thing.kind is Kind.SEAT:
            return _("%(name)s asks for a seat", name=isolated(self.thing.person))
        return self.thing.title

    @property
    def address(self) -> str:
        """The page of the thing; it leads back too where the deed does, which can be done from there."""
        if self.thing.kind is Kind.MINUTES:
            return address_of("minutes.show", meeting_id=self.thing.subject_id)
        plate = page_of(self.thing.subject)
        assert plate is not None, self.thing.subject
        return address_of(plate.endpoint, **{plate.parameter: self.thing.subject_id, **self._way_back})

    @property
    def next_step(self) -> str:
        """Where the deed is done; empty without one."""
        if self.deed is None:
            return ""
        step = NEXT_STEPS[self.deed]
        return address_of(step.endpoint, **step.address(self.thing), **self._way_back)

    @property
    def _way_back(self) -> dict[str, Any]:
        return {"back": self.back} if self.back and self.deed and NEXT_STEPS[self.deed].leads_back else {}

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


def as_row(thing: DueThing, deed: Deed | None, today: date, actor: Actor, back: str | None = None) -> Row:
    """A due thing with the next step, if this actor may take it; `back` is the list to come back to after it."""
    if deed is None or not allows(actor, NEXT_STEPS[deed].permission, thing):
        return Row(thing, urgency(thing, today), waits_for_moderator=deed is not None)
    return Row(thing, urgency(thing, today), deed, back=back)


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
        full_address(row.address),
    ]
