"""What a file of minutes costs, from the record in memory to bytes, beside a bare page set by typst in the same run.

`python -m tests.benchmarks.minutes` takes about a minute: CPU milliseconds of each format for an evening of 20 items,
40 people and 15 votes, and for 200 items, with how many times longer that takes; then the memory of a whole year.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import FONTS, MOST_SECONDS, PROGRAM, STANDARDS
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports.formats import FORMATS, SINGLE, Format
from tests.minutes.generated import a_long_evening

ROUNDS = 3
PAGE = """#set document(title: "x", date: datetime(year: 2026, month: 11, day: 3))
#set text(font: "Noto Sans", lang: "de")
= x

Satz %d.
"""
YEARS = (10, 50)  # meetings
MOST = {"pdf": 300.0}  # milliseconds of CPU for an evening; any other single file
MOST_OTHERS, MOST_TIMES = 200.0, 12.0


def another(minutes: Minutes, number: int) -> Minutes:
    """An evening of the same size in other words: typst remembers what it has set before."""
    items = tuple(
        replace(item, notes=replace(item.notes, text=item.notes.text.replace("achtzig", f"{number} mal achtzig")))
        for item in minutes.items
    )
    return replace(minutes, number=number, items=items)


def cost_of(deed: Callable[[int], Any]) -> float:
    """Milliseconds of CPU, of this process and of those that it starts: the least of some rounds, with their number."""
    deed(0)
    spent = []
    for number in range(1, ROUNDS + 1):
        begun = _spent()
        deed(number)
        spent.append(_spent() - begun)
    return min(spent)


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + children.ru_utime + children.ru_stime) * 1000


def set_bare_page(number: int) -> bytes:
    """One page with one sentence, by the same program, fonts and standards."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bare.typ")
        file.write_text(PAGE % number)
        return PROGRAM.run(b"", str(file), str(FONTS), "0", *STANDARDS, timeout=MOST_SECONDS)


def make_one(wanted: Format, words: Words, evenings: Sequence[Minutes], number: int) -> bytes:
    return wanted.make(evenings[number], words, RecordStatus(), lambda _: None)


def measure() -> list[tuple[str, float, float, float]]:
    """(format, ms for an evening, times the bare page, times longer for 200 items) of each."""
    bare = cost_of(set_bare_page)
    words = Words("de", "Europe/Berlin")
    evenings, longs = (
        [another(of, number) for number in range(ROUNDS + 1)]
        for of in (a_long_evening(), a_long_evening(items=200, votes=150))
    )
    lines = [("bare typst page", bare, 1.0, 0.0)]
    for ending, each in {**SINGLE, "zip": FORMATS["zip"]}.items():
        costs = [cost_of(partial(make_one, each, words, of)) for of in (evenings, longs)]
        lines.append((ending, costs[0], costs[0] / bare, costs[1] / costs[0]))
    return lines


def memory_of_a_year(meetings: int) -> float:
    """Megabytes that one process needs at most to write so many meetings in every format."""
    done = subprocess.run([sys.executable, "-m", __spec__.name, str(meetings)], capture_output=True, check=True)
    return float(json.loads(done.stdout))


def write_a_year(meetings: int) -> None:
    """In a process of its own: write the files, as `quarter minutes export` does, and say the most memory held."""
    words = Words("de", "Europe/Berlin")
    with open(os.devnull, "wb") as nowhere:
        for number in range(meetings):
            minutes = another(a_long_evening(), number)
            for each in SINGLE.values():
                nowhere.write(each.make(minutes, words, RecordStatus(), lambda _: None))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    print("| format | CPU ms | x bare typst page | 200 items, times longer |\n| --- | ---: | ---: | ---: |")
    for name, spent, ratio, longer in measure():
        print(f"| {name} | {spent:.0f} | {ratio:.2f} | {longer:.1f} |")
        is_single = name not in ("zip", "bare typst page")
        if is_single and (spent > MOST.get(name, MOST_OTHERS) or longer > MOST_TIMES):
            print(f"{name} takes too long.", file=sys.stderr)
    for meetings in YEARS:
        print(f"{meetings} meetings, every format, one process: {memory_of_a_year(meetings):.0f} MB at most")


if __name__ == "__main__":
    write_a_year(int(sys.argv[1])) if len(sys.argv) > 1 else main()
