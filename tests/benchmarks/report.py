"""The table: printed, and written as Markdown and CSV into build/bench/."""

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bare import NAME as BARE
from tests.benchmarks.in_process import Cost
from tests.benchmarks.serving import ROOT, Load

FOLDER = ROOT / "build" / "bench"
COLUMNS = (
    "engine", "issues", "what", "CPU ms min", "CPU ms median", "x bare min", "x bare median", "SQL", "status", "bytes",
    "req/s", "p95 ms", "x bare req/s", "x bare p95", "failures",
)  # fmt: skip
FACTS = ("engine", "issues", "what", "value")
Line = Sequence[str]


def lines_of(engine: str, issues: int, costs: dict[str, Cost], loads: dict[str, Load]) -> list[Line]:
    bare = costs[BARE]
    return [
        (
            engine, str(issues), name, f"{cost.least:.2f}", f"{cost.median:.2f}", f"{cost.least / bare.least:.1f}",
            f"{cost.median / bare.median:.1f}", str(cost.statements), str(cost.status), str(cost.size),
            *_load(loads.get(name), loads.get(BARE)),
        )
        for name, cost in costs.items()
    ]  # fmt: skip


def _load(load: Load | None, bare: Load | None) -> Line:
    """Beside the figures: so many times fewer requests than of the bare route, and so many times longer the p95."""
    if load is None or bare is None:
        return ("", "", "", "", "")
    return (
        f"{load.per_second:.0f}", f"{load.p95_milliseconds:.1f}", f"{bare.per_second / max(load.per_second, 0.1):.1f}",
        f"{load.p95_milliseconds / bare.p95_milliseconds:.1f}", str(load.failures),
    )  # fmt: skip


def publish(lines: list[Line], facts: list[Line]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join((_markdown(COLUMNS, lines), _markdown(FACTS, facts)))
    (FOLDER / "bench.md").write_text(text + "\n", encoding="utf-8")
    _write_csv(FOLDER / "requests.csv", COLUMNS, lines)
    _write_csv(FOLDER / "facts.csv", FACTS, facts)
    print(text)


def _markdown(columns: Line, lines: list[Line]) -> str:
    widths = [max(len(line[n]) for line in (columns, *lines)) for n in range(len(columns))]
    rows = [columns, ["-" * width for width in widths], *lines]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


def _write_csv(path: Path, columns: Line, lines: list[Line]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *lines])
