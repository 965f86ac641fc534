"""Row headings in the tables of a PDF: the first cell of each row says what the row is about.

Typst tags the headings of columns and has no word for those of rows yet. Its files are plain: every element of the
structure is an object of its own, and a table at the end says where each object begins.
"""

import re

_REFERENCE = re.compile(rb"(\d+) 0 R")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_PARENT = re.compile(rb"/P (\d+) 0 R")
_HEADERS = re.compile(rb"<</O/Table/Headers\[[^\]]*\]>>")
_ATTRIBUTES = b"/A["
_ENTRY = 20  # bytes of a line in the table of objects


class NotAsTypstWrites(ValueError):
    """The file is built in another way than this module knows."""


def head_rows(pdf: bytes) -> bytes:
    """The file with the first cell of each body row as the heading of that row (ISO 32000-1, 14.8.4.3.4).

    The other cells name no headings themselves any more: from the scopes a reader finds those of column and row.
    """
    at, trailer = _read_table(pdf)
    ends = dict(zip(sorted(at.values()), [*sorted(at.values())[1:], _start_of_table(pdf)], strict=True))
    objects = {number: pdf[begin : ends[begin]] for number, begin in at.items()}
    bodies = {number for number, each in objects.items() if b"/S/TBody/" in each}
    rows = [each for each in objects.values() if b"/S/TR/" in each and _number(_PARENT, each) in bodies]
    for row in rows:
        first, *others = [int(number) for number in _REFERENCE.findall(_found(_KIDS, row))]
        objects[first] = _as_heading(objects[first])
        for other in others:
            objects[other] = _HEADERS.sub(b"", objects[other], count=1)
    return _written(pdf[: min(at.values())], objects, trailer)


def _as_heading(cell: bytes) -> bytes:
    if b"/S/TD/" not in cell or _ATTRIBUTES not in cell:
        raise NotAsTypstWrites
    heading = cell.replace(b"/S/TD/", b"/S/TH/", 1)
    return _HEADERS.sub(b"", heading, count=1).replace(_ATTRIBUTES, b"/A[<</O/Table/Scope/Row>>", 1)


def _start_of_table(pdf: bytes) -> int:
    return int(pdf[pdf.rindex(b"startxref") :].split()[1])


def _read_table(pdf: bytes) -> tuple[dict[int, int], bytes]:
    """Where each object begins, by number; and what stands behind the table."""
    start = _start_of_table(pdf)
    head = re.compile(rb"xref\n0 (\d+)\n").match(pdf, start)
    if head is None:
        raise NotAsTypstWrites
    lines = [pdf[head.end() + _ENTRY * index :][:_ENTRY] for index in range(int(head[1]))]
    at = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}
    return at, pdf[head.end() + _ENTRY * len(lines) : pdf.rindex(b"startxref")]


def _written(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """The file anew, its objects in the order of their numbers."""
    parts, at, size = [head], {}, len(head)
    for number in sorted(objects):
        at[number] = size
        parts.append(objects[number])
        size += len(objects[number])
    count = max(objects) + 1
    lines = (
        b"%010d 00000 n\r\n" % at[number] if number in at else b"0000000000 65535 f\r\n" for number in range(count)
    )
    table = b"xref\n0 %d\n" % count + b"".join(lines)
    return b"".join((*parts, table, trailer, b"startxref\n%d\n%%%%EOF\n" % size))


def _line(begin: int | None) -> bytes:
    return b"0000000000 65535 f\r\n" if begin is None else b"%010d 00000 n\r\n" % begin


def _found(pattern: re.Pattern[bytes], each: bytes) -> bytes:
    found = pattern.search(each)
    if found is None:
        raise NotAsTypstWrites
    return found[1]


def _number(pattern: re.Pattern[bytes], each: bytes) -> int:
    return int(_found(pattern, each))
