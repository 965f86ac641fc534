"""Minutes as Markdown: plain text for mail, wikis and archives. What people wrote stays what they wrote."""

import re
from collections.abc import Iterable, Iterator, Sequence

from quarter.foundation.multilingual import Words
from quarter.foundation.text import joined
from quarter.minutes.document import Minutes, RecordStatus, Written
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.sheet import DecisionShown, ItemShown, Line, PrintedRecord, Signature, Table

_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&$])")
_BULLET = re.compile(r"^(\d*)([-+=.)])")


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The Markdown file, as UTF-8."""
    return ("\n\n".join(_blocks(lay_out(minutes, words, status))) + "\n").encode()


def _blocks(sheet: PrintedRecord) -> Iterator[str]:
    yield f"# {plain(sheet.title)}"
    yield f"{plain(sheet.issuer)} · {plain(sheet.group)}"
    yield f"**{plain(sheet.state)}** – {plain(sheet.status)}"
    yield f"**{plain(sheet.extent)}** – {plain(sheet.extent_note)}"
    yield "\n".join(f"- {plain(label)}: {plain(value)}" for label, value in sheet.facts)
    yield f"## {plain(sheet.decided)}"
    if not sheet.decisions:
        yield plain(sheet.nothing_decided)
    for decision in sheet.decisions:
        yield from _decision(decision)
    yield f"## {plain(sheet.agreed)}"
    if sheet.actions:
        rows = [(_line(action.title), plain(action.owner), plain(action.due)) for action in sheet.actions]
        yield _grid([plain(word) for word in sheet.action_head], rows)
    else:
        yield plain(sheet.nothing_agreed)
    yield f"## {plain(sheet.course)}"
    for item in sheet.items:
        yield from _item(item)
    yield from _attendance(sheet)


def _decision(decision: DecisionShown) -> Iterator[str]:
    yield f"### {plain(decision.number)}: {_line(decision.title)}"
    yield f"{plain(decision.question_label)}:"
    yield _quoted(decision.question)
    if decision.translation:
        yield f"{plain(decision.translation.label)}:"
        yield _quoted(decision.translation.text)
    yield f"**{plain(decision.outcome)}**"
    yield "\n".join(f"- {plain(reason)}" for reason in decision.reasons)
    yield _table(decision.votes)


def _item(item: ItemShown) -> Iterator[str]:
    yield f"### {item.number}. {_line(item.title)}"
    if item.facts:
        yield plain(" · ".join(item.facts))
    if item.notes.text.strip():
        yield _text(item.notes)
    elif item.nothing_noted:
        yield plain(item.nothing_noted)
    if item.translation:
        yield f"{plain(item.translation.label)}:"
        yield _text(item.translation.text)
    if item.lines:
        yield "\n".join(_outcome(line) for line in item.lines)


def _outcome(line: Line) -> str:
    return f"- {plain(line.label)}: {_line(line.title)} ({plain(line.rest)})"


def _attendance(sheet: PrintedRecord) -> Iterator[str]:
    yield f"## {plain(sheet.attendance)}"
    yield _table(sheet.present)
    yield plain(sheet.absent)
    yield f"## {plain(sheet.quorum)}"
    yield plain(sheet.quorum_sentence)
    yield _table(sheet.benches)
    yield from _attached(sheet)
    yield f"## {plain(sheet.signatures_label)}"
    yield "\n".join(_signature(signature) for signature in sheet.signatures)
    yield f"## {plain(sheet.proof.title)}"
    facts = [f"- {plain(label)}: {plain(value)}" for label, value in sheet.proof.facts]
    yield "\n".join([*facts, f"- {plain(sheet.proof.label)}: `{sheet.proof.sha256}`"])
    yield plain(sheet.proof.explanation)


def _attached(sheet: PrintedRecord) -> Iterator[str]:
    if sheet.files:
        yield f"## {plain(sheet.attached)}"
        yield "\n".join(
            f"- {plain(file.label)}: {plain(file.name)} ({plain(file.about)}) `{file.sha256}`" for file in sheet.files
        )


def _signature(signature: Signature) -> str:
    return f"- {plain(signature.role)}: {plain(joined(signature.names, signature.signed))}"


def plain(text: str) -> str:
    """Words that Markdown shall show and not obey."""
    return _SIGNS.sub(r"\\\1", text)


def _text(written: Written) -> str:
    """Paragraphs stay paragraphs, and line ends line ends."""
    paragraphs = (block.strip() for block in re.split(r"\n\s*\n", written.text.strip()))
    return "\n\n".join("\\\n".join(_own_line(line.strip()) for line in block.split("\n")) for block in paragraphs)


def _quoted(written: Written) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _text(written).split("\n"))


def _own_line(text: str) -> str:
    """A line that a person began: neither a list nor a heading, whatever its first sign."""
    return _BULLET.sub(r"\1\\\2", plain(text))


def _line(written: Written) -> str:
    return plain(" ".join(written.text.split()))


def _table(table: Table) -> str:
    rows = [[plain(cell) for cell in row] for row in table.rows]
    return _grid([plain(word) for word in table.head], rows, table.numbers)


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool] = (False, False, False)) -> str:
    rule = ["---:" if is_number else "---" for is_number in numbers]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
