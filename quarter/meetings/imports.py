"""What was written elsewhere, read line by line: an agenda, who was there, a draft of the minutes.

Pure: whatever is not understood is a `Problem` with its line, and nothing is left out in silence.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from io import StringIO
from typing import Generic, Protocol, TypeVar

from quarter.foundation.multilingual import N_

MOST_LETTERS = 200_000
MOST_ROWS = 300
LONGEST_TITLE, LONGEST_NOTES, MOST_MINUTES = 160, 20_000, 600
USUAL_MINUTES = 15
MOST_OF_HEADING = 1000  # is looked at; what has more than a title may have is shown as a problem
_FENCE = re.compile(r" {0,3}(```|~~~)")
# Only what is marked as one: `TOP 3:`, `3.`, `3)`, `2.1`. In `30 km/h` the number is part of the title.
_NUMBER = re.compile(r"(?:TOP\s*\d+(?:\.\d+)*\s*[.:)–-]?|\d{1,2}(?:\.\d{1,2})+[.:)]?|\d+[.:)])\s+", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*(?:Uhr|h))?", re.IGNORECASE)
_YES = {"", "yes", "y", "true", "1", "x", "ja", "j", "نعم", "public", "öffentlich"}
_NO = {"no", "n", "false", "0", "-", "–", "nein", "لا", "not public", "nicht öffentlich", "nichtöffentlich"}
# The words of headings in our languages; nothing else makes a first row one.
_AGENDA_HEADS = frozenset({
    "titel", "thema", "themen", "betreff", "gegenstand", "bezeichnung", "top", "tagesordnungspunkt", "punkt",
    "minuten", "min", "dauer", "zeit", "öffentlich", "öffentlichkeit", "nichtöffentlich", "title", "topic",
    "subject", "item", "agenda", "minutes", "duration", "time", "length", "public", "private", "العنوان",
    "عنوان", "البند", "الموضوع", "الدقائق", "دقائق", "المدة", "علني", "عام", "in", "ja", "nein", "yes", "no",
    "or", "oder",
})  # fmt: skip
_ATTENDANCE_HEADS = frozenset({
    "name", "namen", "vorname", "nachname", "person", "mitglied", "teilnehmer", "teilnehmerin", "teilnehmende",
    "wer", "adresse", "e", "mail", "email", "von", "ab", "kommt", "gekommen", "ankunft", "anwesend", "beginn",
    "bis", "geht", "gegangen", "ende", "uhrzeit", "uhr", "members", "member", "participant", "who", "address",
    "from", "arrived", "arrival", "came", "start", "until", "to", "left", "departure", "end", "time", "الاسم",
    "اسم", "البريد", "العنوان", "من", "الحضور", "وصل", "إلى", "حتى", "غادر", "المغادرة", "or", "oder", "und",
    "and",
})  # fmt: skip


class OnALine(Protocol):
    """What was read, with the number of its line."""

    @property
    def line(self) -> int: ...


Row = TypeVar("Row", bound=OnALine)


@dataclass(frozen=True)
class Problem:
    """What was not understood in a line; `message` is English with placeholders, marked for translation."""

    line: int
    text: str
    message: str


@dataclass(frozen=True)
class Read(Generic[Row]):
    """The rows that were understood, and the lines that were not."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    heading: Problem | None = None  # the row that was read as the headings of the columns


@dataclass(frozen=True)
class PlannedItem:
    line: int
    title: str
    minutes: int
    is_public: bool


@dataclass(frozen=True)
class PersonThere:
    """Somebody by name or mail address, and when they came and went by the clock of the evening."""

    line: int
    who: str
    arrived: time
    left: time | None


@dataclass(frozen=True)
class Passage:
    """A heading of a draft and what stands below it."""

    line: int
    title: str
    notes: str


class _Unclear(ValueError):
    """Why a row is not understood."""


def read_agenda(text: str) -> Read[PlannedItem]:
    """CSV of title, minutes, public; only the title has to be there."""
    return _read_table(text, _planned, _AGENDA_HEADS, re.compile(r"\d*"))


def read_attendance(text: str) -> Read[PersonThere]:
    """CSV of name or mail address, arrived, left; who never left was there until the end."""
    return _read_table(text, _there, _ATTENDANCE_HEADS, _TIME)


def read_draft(text: str) -> Read[Passage]:
    """Markdown: each heading begins an item. What stands before the first one belongs to the first."""
    passages: list[Passage] = []
    problems: list[Problem] = []
    for line, title, notes in _passages(text):
        if not title:
            problems.append(Problem(line, notes[:200], N_("This text stands under no heading.")))
        elif len(title) > LONGEST_TITLE:
            problems.append(Problem(line, title, N_("The title has more than 160 letters.")))
        elif len(notes) > LONGEST_NOTES:
            problems.append(Problem(line, title, N_("The text has more than 20,000 letters.")))
        else:
            passages.append(Passage(line, title, notes))
    return _limited(passages, problems)


def _passages(text: str) -> Iterator[tuple[int, str, str]]:
    start, title, lines, before = 1, "", list[str](), list[str]()
    is_code = False
    for number, line in enumerate(re.split("\r\n?|\n", text), 1):
        is_code ^= bool(_FENCE.match(line))
        heading = "" if is_code else _heading(line)
        words = _unnumbered(heading[:MOST_OF_HEADING])
        if not words:
            lines.append(line)
        elif not title:
            before, lines, start, title = lines, [], number, words
        else:
            yield start, title, "\n".join([*before, *lines]).strip()
            before, lines, start, title = [], [], number, words
    notes = "\n".join([*before, *lines]).strip()
    if title or notes:
        yield start, title, notes


def _heading(line: str) -> str:
    """The words of a heading; none if the line is no heading. An expression for it would be slow with many blanks."""
    marked = line.lstrip(" ")
    words = marked.lstrip("#")
    if len(line) - len(marked) > 3 or not 1 <= len(marked) - len(words) <= 6 or not words.startswith((" ", "\t")):
        return ""
    words = words.strip(" \t")
    unmarked = words.rstrip("#")
    return unmarked.rstrip(" \t") if unmarked.endswith((" ", "\t")) else words


def _read_table(
    text: str, understand: Callable[[int, list[str]], Row], heads: frozenset[str], second: re.Pattern[str]
) -> Read[Row]:
    """`second` is how the second cell looks where there is one."""
    rows: list[Row] = []
    problems: list[Problem] = []
    heading: Problem | None = None
    text = text.removeprefix("\ufeff")
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text, heads, second))
    line = 1
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not (rows or problems or heading) and _is_heading(cells, heads):
                heading = Problem(begun, " · ".join(cells)[:200], "")
                continue
            try:
                if any(cells[3:]):
                    raise _Unclear(N_("There are more than three cells."))
                rows.append(understand(begun, cells))
            except _Unclear as unclear:
                problems.append(Problem(begun, " · ".join(cells)[:200], str(unclear)))
    except csv.Error:
        problems.append(Problem(line, "", N_("From here on the table cannot be read. Is a quotation mark missing?")))
    return _limited(rows, problems, heading)


def _limited(rows: Sequence[Row], problems: Sequence[Problem], heading: Problem | None = None) -> Read[Row]:
    beyond = rows[MOST_ROWS:][:1]
    more = [Problem(row.line, "", N_("More than 300 rows cannot be taken over at once.")) for row in beyond]
    return Read(tuple(rows[:MOST_ROWS]), (*problems, *more), heading)


def _is_heading(cells: Sequence[str], heads: frozenset[str]) -> bool:
    words = re.findall(r"\w+", " ".join(cells).casefold())
    return bool(words) and heads.issuperset(words)


def _separator(text: str, heads: frozenset[str], second: re.Pattern[str]) -> str:
    """What stands most often in the first line; a comma stands in titles, too, and must have a cell behind it."""
    first = text.lstrip("\n").split("\n", 1)[0][:MOST_OF_HEADING]
    separator = max(";\t,", key=first.count)
    if separator != ",":
        return separator
    cells = [cell.strip() for cell in next(csv.reader(StringIO(first, newline="")))]
    is_table = len(cells) > 1 and (second.fullmatch(cells[1]) or _is_heading(cells, heads))
    return "," if is_table else ";"


def _unnumbered(title: str) -> str:
    """`Wege` for 3. Wege, and 30 km/h as it is."""
    return _NUMBER.sub("", title.strip(), count=1)


def _planned(line: int, cells: list[str]) -> PlannedItem:
    title, minutes, public = (*cells, "", "", "")[:3]
    title = _unnumbered(title)
    if not title:
        raise _Unclear(N_("The title is missing."))
    if len(title) > LONGEST_TITLE:
        raise _Unclear(N_("The title has more than 160 letters."))
    if minutes and not (minutes.isdecimal() and len(minutes) < 5 and 1 <= int(minutes) <= MOST_MINUTES):
        raise _Unclear(N_("The second cell is no number of minutes between 1 and 600."))
    if public.casefold() not in _YES | _NO:
        raise _Unclear(N_("The third cell says neither yes nor no."))
    return PlannedItem(line, title, int(minutes or USUAL_MINUTES), public.casefold() in _YES)


def _there(line: int, cells: list[str]) -> PersonThere:
    who, arrived, left = (*cells, "", "", "")[:3]
    if not who:
        raise _Unclear(N_("The name is missing."))
    came, went = _clock(arrived), _clock(left) if left else None
    return PersonThere(line, who, came, went)


def _clock(cell: str) -> time:
    found = _TIME.fullmatch(cell)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise _Unclear(N_("A time is missing or is none. Please write it as 18:05."))
    return time(int(found[1]), int(found[2]))
