"""Every address of the house that can be fetched, filled with the ids of what there is."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session
from werkzeug.routing import Rule

from quarter.actions.models import Action
from quarter.decisions.models import Decision
from quarter.foundation.actors import Actor
from quarter.foundation.subjects import SUBJECT, Audience, page_of, visible_to
from quarter.groups.models import Group, Organisation, Seat, SeatRequest
from quarter.issues.models import Issue
from quarter.letters.models import Letter
from quarter.meetings.domain import TextBlock
from quarter.meetings.models import (
    AgendaItem,
    AgendaProposal,
    Attachment,
    ConflictOfInterest,
    Guest,
    Meeting,
    Speech,
)
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.models import Objection
from quarter.places.models import Quarter
from quarter.planning.models import Element, Plan, Variant
from quarter.topics.models import Announcement, Topic

Values = dict[str, Any]
Filler = Callable[[Session], list[Values]]

UNCHANGING = {"static_files", "places.theme_css", "minutes.schema"}  # files of ours, whatever is stored


def _rows(statement: Any) -> Filler:
    return lambda session: [dict(row) for row in session.execute(statement).mappings()]


def _ids(table: Any, name: str) -> Filler:
    return _rows(sa.select(table.id.label(name)).order_by(table.id))


def _each(filler: Filler, name: str, values: Any) -> Filler:
    return lambda session: [{**row, name: value} for row in filler(session) for value in values]


_ITEM = (AgendaItem.meeting_id, AgendaItem.id.label("item_id"))
_MEETING = Meeting.id.label("meeting_id")
_SEAT = sa.select(_MEETING, Seat.id.label("seat_id")).join(Seat, Seat.group_id == Meeting.group_id)
_TOPIC = sa.select(_MEETING, Topic.id.label("topic_id")).join(Topic, Topic.group_id == Meeting.group_id)
_CONFLICT = sa.select(*_ITEM, ConflictOfInterest.seat_id).join(
    ConflictOfInterest, ConflictOfInterest.agenda_item_id == AgendaItem.id
)
_PROPOSAL = sa.select(_MEETING, AgendaProposal.id.label("proposal_id")).join(
    AgendaProposal, AgendaProposal.group_id == Meeting.group_id
)
_VARIANT = (Variant.plan_id, Variant.id.label("variant_id"))
ITEMS = _rows(sa.select(*_ITEM))
QUESTIONS = sa.select(*_ITEM, Decision.id.label("decision_id")).join(Decision, Decision.agenda_item_id == AgendaItem.id)
ELEMENTS = sa.select(*_VARIANT, Element.id.label("element_id")).join(Element, Element.variant_id == Variant.id)
CLOSED = sa.select(SUBJECT.topic_id, SUBJECT.kind, SUBJECT.id.label("subject_id")).where(
    SUBJECT.audience != Audience.PUBLIC, SUBJECT.topic_id.is_not(None)
)
# What stands in an address, all of it together; secret addresses are worth nothing without the secret.
FILLERS: Mapping[str, Filler] = {
    "": lambda _session: [{}],
    "action_id": _ids(Action, "action_id"),
    "announcement_id": _ids(Announcement, "announcement_id"),
    "attachment_id meeting_id": _rows(sa.select(Attachment.meeting_id, Attachment.id.label("attachment_id"))),
    "block item_id meeting_id": _each(ITEMS, "block", [TextBlock.QUORUM]),
    "decision_id": _ids(Decision, "decision_id"),
    "decision_id item_id meeting_id": _rows(QUESTIONS),
    "element_id plan_id variant_id": _rows(ELEMENTS),
    "ending item_id meeting_id": _each(ITEMS, "ending", ["md"]),
    "ending meeting_id": _each(_ids(Meeting, "meeting_id"), "ending", FORMATS),
    "group_id": _ids(Group, "group_id"),
    "group_id kind receiver_id": _each(_each(_ids(Group, "group_id"), "kind", ["person"]), "receiver_id", [1]),
    "group_id kind receiver_id until": lambda session: [
        {"group_id": group_id, "kind": "person", "receiver_id": 1, "until": 1}
        for group_id in session.scalars(sa.select(Group.id))
    ],
    "guest_id meeting_id": _rows(sa.select(Guest.meeting_id, Guest.id.label("guest_id"))),
    "issue_id": _ids(Issue, "issue_id"),
    "issue_id number": _each(_ids(Issue, "issue_id"), "number", [1]),
    "item_id": _ids(AgendaItem, "item_id"),
    "item_id meeting_id": ITEMS,
    "item_id meeting_id recorded_id": _rows(sa.select(*_ITEM, AgendaItem.meeting_id.label("recorded_id"))),
    "item_id meeting_id seat_id": _rows(_CONFLICT),
    "key": lambda _session: [{"key": "0" * 32 + ".webp"}],
    "kind subject_id topic_id": _rows(CLOSED),
    "letter_id": _ids(Letter, "letter_id"),
    "meeting_id": _ids(Meeting, "meeting_id"),
    "meeting_id objection_id": _rows(sa.select(Objection.meeting_id, Objection.id.label("objection_id"))),
    "meeting_id proposal_id": _rows(_PROPOSAL),
    "meeting_id seat_id": _rows(_SEAT),
    "meeting_id speech_id": _rows(sa.select(Speech.meeting_id, Speech.id.label("speech_id"))),
    "meeting_id topic_id": _rows(_TOPIC),
    "organisation_id": _ids(Organisation, "organisation_id"),
    "plan_id": _ids(Plan, "plan_id"),
    "plan_id variant_id": _rows(sa.select(*_VARIANT)),
    "proposal_id": _ids(AgendaProposal, "proposal_id"),
    "request_id": _ids(SeatRequest, "request_id"),
    "seat_id": _ids(Seat, "seat_id"),
    "secret": lambda _session: [{"secret": "wrong"}],
    "slug groups": _rows(sa.select(Group.slug)),
    "slug quarters": _rows(sa.select(Quarter.slug)),
    "token": lambda _session: [{"token": "wrong"}],
    "topic_id": _ids(Topic, "topic_id"),
    "variant_id": _ids(Variant, "variant_id"),
}

_REGISTER = (
    "year=2026", "state=carried", "state=draft", "topic={topic}", "organisation={organisation}", "actions=none",
    "actions=open",
)  # fmt: skip
# What can be asked besides, by endpoint; `{decision}` stands for the id of each decision there is.
QUESTION_MARKS: Mapping[str, tuple[str, ...]] = {
    "accounts.sign_in": ("next=/decisions",),
    "actions.agree": ("decision={decision}", "topic={topic}", "group={group}"),
    "actions.choose_variant": ("decision={decision}",),
    "actions.index": ("state=done", "state=overdue", "state=doubted", "organisation={organisation}", "group={group}"),
    "actions.points": ("state=overdue", "organisation={organisation}"),
    "actions.take_over": ("decision={decision}",),
    "coordination.desk": ("organisation={organisation}",),
    "coordination.desk_csv": ("organisation={organisation}",),
    "coordination.index": ("group={group}", "group={group}&view=board", "group={group}&view=calendar"),
    "coordination.index_csv": ("group={group}",),
    "decisions.index": (*_REGISTER, "state=not_carried", "group={group}"),
    "decisions.propose": ("topic={topic}", "group={group}"),
    "decisions.register_csv": _REGISTER,
    "decisions.register_pdf": ("topic={topic}",),
    "issues.index": ("group={group}",),
    "minutes.choose_file": ("ending=json&labels=de",),
    "meetings.index": ("group={group}",),
    "minutes.show": ("version=public", "version=full"),
    "minutes.object_to": ("item={item}",),
    "meetings.propose": ("topic={topic}", "issue={issue}", "group={group}"),
    "meetings.put_on_agenda": ("topic={topic}",),
    "meetings.schedule": ("group={group}",),
    "planning.compare": ("variants={variant}",),
    "planning.index": ("group={group}",),
    "planning.open_plan": ("topic={topic}",),
    "topics.index": ("group={group}",),
    "topics.open_topic": ("group={group}",),
}
ASKED_FOR = {
    "decision": Decision, "group": Group, "issue": Issue, "item": AgendaItem, "organisation": Organisation,
    "topic": Topic, "variant": Variant,
}  # fmt: skip


def list_addresses(app: Flask, session: Session, method: str = "GET") -> dict[str, list[str]]:
    """All that GET can fetch, or forms be sent to, by endpoint. A name in one that nobody has filled is an error."""
    fillers = {name: filler(session) for name, filler in FILLERS.items()}
    ids = {name: list(session.scalars(sa.select(table.id))) for name, table in ASKED_FOR.items()}
    found: dict[str, list[str]] = defaultdict(list)
    for rule in app.url_map.iter_rules():
        if method in rule.methods and rule.endpoint not in UNCHANGING:
            found[rule.endpoint] += _of_rule(app, rule, fillers, ids)
    return found


class Visit(NamedTuple):
    """An address, and what it was made of."""

    rule: Rule
    values: Values
    address: str


def list_visits(app: Flask, session: Session) -> dict[str, list[Visit]]:
    """All addresses of every rule, by endpoint, whatever the method."""
    fillers = {name: filler(session) for name, filler in FILLERS.items()}
    ids = {name: list(session.scalars(sa.select(table.id))) for name, table in ASKED_FOR.items()}
    found: dict[str, list[Visit]] = defaultdict(list)
    for rule in app.url_map.iter_rules():
        for values in fillers[_names(rule)] if rule.endpoint not in UNCHANGING else []:
            addresses = _of_rule(app, rule, {_names(rule): [values]}, ids)
            found[rule.endpoint] += [Visit(rule, values, address) for address in addresses]
    return found


def list_closed(app: Flask, session: Session, reader: Actor) -> set[str]:
    """The addresses of what this reader may not know of."""
    closed = sa.select(SUBJECT.kind, SUBJECT.id).where(_closed_to(reader))
    build = app.url_map.bind("localhost").build
    return {
        build(page.endpoint, {page.parameter: row.id})
        for row in session.execute(closed)
        if (page := page_of(row.kind)) is not None
    }


NOTHING = 999_999  # the id of nothing at all
# By which name in an address something is called that not everybody may know of.
NAMES = {"agenda_item": "item_id", "decision": "decision_id", "action": "action_id"}
OF_ITEMS = {"attachment_id": Attachment, "objection_id": Objection}  # closed with the item that they belong to


@dataclass(frozen=True)
class Twins:
    """Two addresses that differ only in that the one names something closed, and the other nothing at all."""

    method: str
    closed: str
    nothing: str


def list_twins(app: Flask, session: Session, reader: Actor) -> Iterator[Twins]:
    """All that a browser can fetch or send and that names something which this reader may not know of."""
    fillers = {name: filler(session) for name, filler in FILLERS.items()}
    closed = _list_closed_ids(session, reader)
    build = app.url_map.bind("localhost").build
    for rule in app.url_map.iter_rules():
        for values in fillers[_names(rule)] if rule.endpoint not in UNCHANGING else []:
            if named := [name for name, value in values.items() if value in closed[_called(name, values)]]:
                nothing = values | dict.fromkeys(named, NOTHING)
                pair = build(rule.endpoint, values), build(rule.endpoint, nothing)
                yield from (Twins(method, *pair) for method in sorted(rule.methods & {"GET", "POST"}))
    yield from _list_asked_twins(list_addresses(app, session), closed)


def _list_asked_twins(addresses: Mapping[str, list[str]], closed: Mapping[str, set[int]]) -> Iterator[Twins]:
    """The same, where it is named behind the question mark."""
    for address in (address for kind in addresses.values() for address in kind if "?" in address):
        _before, name, value = re.split(r"[?&](\w+)=(?=[^&]*$)", address)
        if value.isdigit() and int(value) in closed[f"{name}_id"]:
            nothing = f"{address.removesuffix(value)}{NOTHING}"
            yield from (Twins(method, address, nothing) for method in ("GET", "POST"))


def _closed_to(reader: Actor) -> sa.ColumnElement[bool]:
    """Not visible; what belongs to no body is not unknown for that."""
    return sa.not_(sa.func.coalesce(visible_to(reader), sa.false()))


def _called(name: str, values: Values) -> str:
    """What a name in an address means: `subject_id` goes by the kind that stands beside it."""
    return NAMES.get(values["kind"], "") if name == "subject_id" else name


def _list_closed_ids(session: Session, reader: Actor) -> Mapping[str, set[int]]:
    """What this reader may not know of, by its name in addresses."""
    found: dict[str, set[int]] = defaultdict(set)
    for kind, number in session.execute(sa.select(SUBJECT.kind, SUBJECT.id).where(_closed_to(reader))):
        found[NAMES.get(kind, "")].add(number)
    for name, table in OF_ITEMS.items():
        found[name] |= set(session.scalars(sa.select(table.id).where(table.agenda_item_id.in_(found["item_id"]))))
    return found


def _of_rule(
    app: Flask, rule: Rule, fillers: Mapping[str, list[Values]], ids: Mapping[str, list[int]]
) -> Iterator[str]:
    build = app.url_map.bind("localhost").build
    for values in fillers[_names(rule)]:
        address = build(rule.endpoint, values)
        yield address
        for asked in QUESTION_MARKS.get(rule.endpoint, ()):
            yield from (f"{address}?{filled}" for filled in _filled(asked, ids))


def _names(rule: Rule) -> str:
    names = " ".join(sorted(rule.arguments))
    return f"slug {rule.rule.split('/')[1]}" if names == "slug" else names


def _filled(asked: str, ids: Mapping[str, list[int]]) -> list[str]:
    for name, found in ids.items():
        if f"{{{name}}}" in asked:
            return [asked.replace(f"{{{name}}}", str(each)) for each in found]
    return [asked]
