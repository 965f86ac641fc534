"""CPU time and SQL statements of a request, without a server in between.

Process time, because the machine has other work too. All cases take turns, and a bare Flask route takes its
turn with them, so that a ratio compares what ran side by side. Pages kept for visitors are forgotten before each
request, except where just that is measured; over HTTP (serving.py) visitors get them.
"""

import functools
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.benchmarks.bare import NAME as BARE
from tests.benchmarks.bare import bare_app
from tests.benchmarks.cases import Case, Memory

ROUNDS = 7
EACH = 10


@dataclass
class Cost:
    """What one case cost: milliseconds of CPU a request in each round, statements, and what came back."""

    milliseconds: list[float] = field(default_factory=list)
    statements: int = 0
    status: int = 0
    size: int = 0

    @property
    def least(self) -> float:
        return min(self.milliseconds)

    @property
    def median(self) -> float:
        return median(self.milliseconds)


def measure(app: Flask, cases: list[Case], rounds: int = ROUNDS) -> dict[str, Cost]:
    """The cost of each case by name; the bare route is there by its own."""
    runs = [_Run(bare_app(), Case(BARE, "/")), *(_Run(app, case) for case in cases)]
    for run in runs:
        run.warm_up()
    for _ in range(rounds):
        for run in runs:
            run.take_turn()
    return {run.case.name: run.cost for run in runs}


class _Run:
    """One case, sent through Flask's test client: its own work, the same for all, is in every figure."""

    def __init__(self, app: Flask, case: Case) -> None:
        self.app, self.case, self.cost = app, case, Cost()
        self.client = app.test_client(use_cookies=False)
        self.headers = dict(case.headers)
        self.caches: list[Any] = []

    def warm_up(self) -> None:
        for _ in range(3):
            self._send(self._form())
        self.caches = _caches()
        self._remember()
        self._forget()
        self.cost.statements = _count_statements(self.app, lambda: self._send(self._form()))
        self._forget()
        answer = self._send(self._form())
        self.cost.status, self.cost.size = answer.status_code, len(answer.data)

    def take_turn(self) -> None:
        self._remember()
        spent = 0
        for form in [self._form() for _ in range(EACH)]:
            self._forget()
            begun = time.process_time_ns()
            self._send(form)
            spent += time.process_time_ns() - begun
        self.cost.milliseconds.append(spent / 1e6 / EACH)

    def _forget(self) -> None:
        pages = self.app.extensions.get("quarter.pages")
        if pages is not None and self.case.memory is not Memory.KEPT and not self.case.repeats:
            pages.clear()
        if self.case.memory is Memory.COLD:
            for forgetful in self.caches:
                forgetful.cache_clear()

    def _form(self) -> dict[str, str] | None:
        return self.case.form() if self.case.form else None

    def _remember(self) -> None:
        """What the browser has, for a repeated request: the ETag of the page as it is now."""
        if self.case.memory is Memory.KEPT:
            self._send(None)
        if self.case.repeats:
            self.headers.pop("If-None-Match", None)
            self.headers["If-None-Match"] = self._send(None).headers.get("ETag", "none")

    def _send(self, form: dict[str, str] | None) -> TestResponse:
        method = "POST" if form else "GET"
        return self.client.open(self.case.address, method=method, headers=self.headers, data=form)


def _caches() -> list[Any]:
    """The bounded caches of the house: what pages are made of. The unbounded ones hold what is always the same."""
    found = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in found if one.__module__.startswith("quarter") and one.cache_parameters()["maxsize"]]


def _count_statements(app: Flask, request: Callable[[], Any]) -> int:
    """BEGIN counts in a deed. Not seen: BEGIN to read, and the look at the database's state (web/repeats.py)."""
    database = app.extensions.get("quarter.database")
    if database is None:
        return 0
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    request()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(seen)
