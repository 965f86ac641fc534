"""The text of the document: roll call, the items with what came of them, the end, and who signs."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import Words
from quarter.minutes.document import ActionAgreed, Item, Minutes, RecordStatus
from quarter.minutes.exports.akoma_ntoso.metadata import meta
from quarter.minutes.exports.akoma_ntoso.nodes import NAMESPACE, OWN_NAMESPACE, Element, inline, node, passage
from quarter.minutes.exports.akoma_ntoso.paper import Paper, begin
from quarter.minutes.exports.outcomes import reported_line
from quarter.minutes.exports.sheet import DecisionShown, ItemShown, Table, Translated

SPACES = {None: NAMESPACE, "q": OWN_NAMESPACE}


def write(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The XML file, as UTF-8. The same minutes in the same status always give the same bytes."""
    paper = begin(minutes, words, status)
    text = [_preface(paper), _body(paper), _conclusions(paper), _attachments(paper)]
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=SPACES)
    root.append(node("debate", meta(paper), *(part for part in text if part is not None), name="minutes"))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _preface(paper: Paper) -> Element:
    sheet, minutes = paper.sheet, paper.minutes
    held_on = paper.names.held_on.isoformat()
    return node(
        "preface",
        node("p", node("docAuthority", minutes.municipality, refersTo=paper.municipality)),
        node("p", node("docCommittee", sheet.group, refersTo=paper.group)),
        node("p", node("docTitle", sheet.title)),
        node("p", node("docDate", paper.words.date(minutes.opened_at or minutes.planned_for), date=held_on), ", ",
             node("location", minutes.place or paper.words.gettext("Online"), refersTo=paper.place)),
        node("p", node("docStatus", sheet.state, refersTo=paper.state(paper.status.state)), ": ", sheet.status),
        node("p", f"{sheet.extent}: {sheet.extent_note}"),
        *(node("p", f"{label}: {value}") for label, value in (*sheet.facts, *sheet.proof.facts)),
        node("p", f"{sheet.proof.label}: {sheet.proof.sha256}"),
        lang=paper.words.language,
    )  # fmt: skip


def _body(paper: Paper) -> Element:
    decided = iter(zip(paper.sheet.decisions, paper.decisions, strict=True))
    items = [
        _item(paper, item, shown, [next(decided) for _ in item.decisions])
        for item, shown in zip(paper.minutes.items, paper.sheet.items, strict=True)
    ]
    return node("debateBody", _roll_call(paper), *items, _end(paper), lang=paper.words.language)


def _roll_call(paper: Paper) -> Element:
    sheet = paper.sheet
    seated = [anchor for anchor, seat in zip(paper.people, paper.minutes.seats, strict=True) if seat.was_present]
    people = [*seated, *paper.guests]  # as in the table
    table = _table(sheet.present, "rollCall__table_1")
    for row, anchor in zip(table.iterfind(f"{{{NAMESPACE}}}tr[{{{NAMESPACE}}}td]"), people, strict=True):
        cell = row[0][0]
        name, cell.text = cell.text, None
        cell.append(node("person", name, refersTo=anchor))
    return node(
        "rollCall",
        node("heading", sheet.attendance),
        table,
        node("p", sheet.absent),
        node("p", sheet.quorum_sentence, refersTo=paper.meeting),
        _table(sheet.benches, "rollCall__table_2"),
        eId="rollCall",
    )


def _item(paper: Paper, item: Item, shown: ItemShown, decided: list[tuple[DecisionShown, str]]) -> Element:
    """An item of the agenda; notes stand letter for letter, in their language."""
    place = f"dbsect_{item.number}-{item.part}" if item.part else f"dbsect_{item.number}"
    begun = item.started_at and item.started_at.isoformat()
    facts = [
        node("scene", node("recordedTime", fact, time=begun, type="startEvent") if begun and not number else fact)
        for number, fact in enumerate(shown.facts)
    ]
    nothing = [node("p", shown.nothing_noted)] if shown.nothing_noted else []
    notes = passage(item.notes) if item.notes.text.strip() else nothing
    return node(
        "debateSection",
        node("num", item.label),
        inline("heading", item.title),
        *facts,
        *notes,
        *_translated(shown.translation),
        *(node("p", f"{line.label}: ", inline("span", line.title), f" ({line.rest})") for line in shown.files),
        *(_resolution(paper, f"{place}__resolutions_{number}", *each) for number, each in enumerate(decided, 1)),
        _actions(paper, item, place),
        _reported(paper, item, place),
        eId=place,
        name="agendaItem",
    )


def _resolution(paper: Paper, place: str, shown: DecisionShown, anchor: str) -> Element:
    """A question word for word, what became of it and why, and the votes of each bench."""
    return node(
        "resolutions",
        node("num", shown.number),
        inline("heading", shown.title),
        node("p", shown.question_label),
        node("container", *passage(shown.question), eId=f"{place}__container_1", name="question"),
        *_translated(shown.translation),
        node("p", node("outcome", shown.outcome, refersTo=paper.outcome(shown.has_carried))),
        _list(shown.reasons, f"{place}__list_1"),
        _table(shown.votes, f"{place}__table_1"),
        eId=place,
        refersTo=anchor,
    )


def _translated(beside: Translated | None) -> list[Element]:
    """What somebody put beside the record, and said so."""
    return [node("p", beside.label), *passage(beside.text)] if beside else []


def _actions(paper: Paper, item: Item, place: str) -> Element | None:
    """What was agreed under an item: who does it, and by when."""
    return _lines(
        paper.sheet.agreed, [_action(paper, action) for action in item.actions], f"{place}__dbsect_1", "actions"
    )


def _reported(paper: Paper, item: Item, place: str) -> Element | None:
    """How the open actions stood, with the words of the sheet."""
    shown = [reported_line(action, paper.words) for action in item.reported]
    lines = [[f"{line.label}: ", inline("span", line.title), f" ({line.rest})"] for line in shown]
    return _lines(paper.words.gettext("Open actions"), lines, f"{place}__dbsect_2", "openActions")


def _lines(heading: str, lines: Sequence[Iterable[Element | str]], place: str, name: str) -> Element | None:
    if not lines:
        return None
    listed = [node("li", *line, eId=f"{place}__list_1__item_{number}") for number, line in enumerate(lines, 1)]
    return node(
        "debateSection", node("heading", heading), node("ul", *listed, eId=f"{place}__list_1"), eId=place, name=name
    )


def _action(paper: Paper, action: ActionAgreed) -> Iterator[Element | str]:
    yield inline("span", action.title)
    yield " · "
    yield node("organization", action.organisation, refersTo=paper.references.to_organisation(action.organisation))
    if action.person:
        yield " · "
        yield node("person", action.person, refersTo=paper.references.to_person(action.person, action.organisation))
    yield " · "
    yield node("date", paper.words.date(action.due_on), date=action.due_on.isoformat())


def _end(paper: Paper) -> Element | None:
    ended_at = paper.minutes.ended_at
    if ended_at is None:
        return None
    said = paper.words.gettext("The meeting ended at %(time)s.", time=paper.words.time(ended_at))
    time = node("recordedTime", said, time=ended_at.isoformat(), type="endEvent")
    return node("adjournment", node("p", time), eId="adjournment")


def _conclusions(paper: Paper) -> Element:
    """Who signs, in which role; the sheet names them in the same order."""
    roles = (Role.MODERATOR, Role.SECRETARY)
    lines = [
        node("p", node("role", shown.role, refersTo=paper.references.to_role(role)), ": ",
             node("signature", shown.names), *_signed_at(paper, role, shown.signed))
        for role, shown in zip(roles, paper.sheet.signatures, strict=True)
    ]  # fmt: skip
    return node("conclusions", node("p", paper.sheet.signatures_label), *lines, lang=paper.words.language)


def _attachments(paper: Paper) -> Element | None:
    """The files beside the record: their names here, their checksums in the metadata."""
    place = f"{paper.names.expression}/!annex_"
    files = [
        node("attachment", node("heading", f"{file.label}: {file.name} ({file.about})"),
             node("documentRef", href=f"{place}{number}", showAs=file.name), eId=f"att_{number}")
        for number, file in enumerate(paper.sheet.files, 1)
    ]  # fmt: skip
    return node("attachments", *files) if files else None


def _signed_at(paper: Paper, role: Role, said: str) -> Iterator[Element | str]:
    for signed in paper.status.signatures:
        if signed.role is role:
            yield from (" · ", node("recordedTime", said, time=signed.at.isoformat()))


def _list(lines: tuple[str, ...], place: str) -> Element | None:
    return node("ul", *(node("li", line) for line in lines), eId=place) if lines else None


def _table(table: Table, place: str) -> Element:
    rows = [
        node("tr", *(node(tag, node("p", cell)) for cell in cells))
        for tag, cells in (("th", table.head), *(("td", row) for row in table.rows))
    ]
    return node("table", node("caption", table.caption), *rows, eId=place)
