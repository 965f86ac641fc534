"""`make bench`: towns of 500, 5,000 and 50,000 issues on both engines, requests in process and over HTTP.

It takes some minutes. `python -m tests.benchmarks 500` measures one size only.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
import structlog

from quarter import migrations
from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation import clock
from quarter.foundation.db import Database
from tests.benchmarks import scores
from tests.benchmarks.bare import NAME as BARE
from tests.benchmarks.cases import Case, all_cases
from tests.benchmarks.data import Town, build_town
from tests.benchmarks.in_process import Cost, measure
from tests.benchmarks.report import Line, lines_of, publish
from tests.benchmarks.serving import Load, Server, ask, serving, serving_bare
from tests.benchmarks.visits import CHROMIUM, visit_all

SIZES = (500, 5_000, 50_000)
SERVED = 5_000  # the size that is measured over HTTP too, if it is among them
SECRET = "benchmark"


def main(sizes: tuple[int, ...]) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    lines: list[Line] = []
    facts: list[Line] = []
    served = SERVED if SERVED in sizes else sizes[0]
    with tempfile.TemporaryDirectory() as folder:
        for engine, issues, url in _databases(Path(folder), sizes):
            print(f"{engine}, {issues} issues …", file=sys.stderr)
            town_lines, town_facts = _measure(engine, issues, url, Path(folder), is_served=issues == served)
            lines += town_lines
            facts += town_facts
    publish(lines, facts)


def _databases(folder: Path, sizes: tuple[int, ...]) -> Iterator[tuple[str, int, str]]:
    """Engine, size, and the address of an empty database for it."""
    for issues in sizes:
        yield "SQLite", issues, f"sqlite:///{folder / f'town-{issues}.sqlite'}"
    server = os.environ.get("QUARTER_TEST_POSTGRESQL")
    if not server:
        print("PostgreSQL is left out: QUARTER_TEST_POSTGRESQL is not set.", file=sys.stderr)
        return
    admin = sa.make_url(server.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(admin, isolation_level="AUTOCOMMIT")
    for issues in sizes:
        name = f"quarter_benchmark_{issues}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        own = admin.set(drivername="postgresql", database=name)
        yield "PostgreSQL", issues, own.render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(engine: str, issues: int, url: str, folder: Path, *, is_served: bool) -> tuple[list[Line], list[Line]]:
    town = _build(url, issues)
    app = create_app(Settings(instance=folder, database_url=url, secret_key=SECRET, limits=False))
    cases = all_cases(app, town)
    costs = measure(app, cases)
    app.extensions["quarter.database"].engine.dispose()
    if not is_served:
        return lines_of(engine, issues, costs, {}), []
    with serving(url, folder, SECRET) as server:
        loads = {BARE: _bare_load(folder, workers=len(server.megabytes()) - 1), **_loads(server, cases, costs)}
        facts = [(engine, str(issues), *fact) for fact in _facts(server, town)]
    return lines_of(engine, issues, costs, loads), facts


def _build(url: str, issues: int) -> Town:
    database = Database(url)
    migrations.upgrade(database)
    town = build_town(database, issues, clock.now())
    database.engine.dispose()
    return town


def _bare_load(folder: Path, workers: int) -> Load:
    with serving_bare(workers, folder) as server:
        return ask(server, Case(BARE, "/"), 200)


def _loads(server: Server, cases: list[Case], costs: dict[str, Cost]) -> dict[str, Load]:
    return {case.name: ask(server, case, costs[case.name].status) for case in cases}


def _facts(server: Server, town: Town) -> Iterator[tuple[str, str]]:
    yield "start to first answer", f"{server.seconds_to_answer:.2f} s"
    memory = " + ".join(f"{megabytes:.0f}" for megabytes in server.megabytes())
    yield "resident memory by process, after the load", f"{memory} MB"
    if not Path(CHROMIUM).exists():
        return
    pages = {"home": "/", "issue with 50 comments": f"/issues/{town.issue_id}"}
    for visit in visit_all(server.address, pages, ("de", "ar")):
        what = f"visit {visit.nth} of {visit.page}, {visit.language}"
        yield what, f"{visit.requests} requests, {visit.kilobytes:.1f} kB"
    if scores.is_there():
        pages |= {"issues": "/issues", "meeting": f"/meetings/{town.meeting_id}", "decisions": "/decisions"}
        yield from scores.score_all(server.address, pages)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
