"""So much at once, and then one more each so many seconds."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from quarter.foundation import throttle
from quarter.foundation.throttle import Bucket, Throttled, ThrottleInMemory, throttle_for

THREE = Bucket(3, 10)


@pytest.fixture
def kept(database):
    return throttle_for(database)


def take(kept, times, *, now=0.0, key="ada", bucket=THREE):
    return [kept.take(key, bucket, now=now) for _ in range(times)]


def test_three_at_once_and_then_the_time_to_wait(kept):
    assert take(kept, 5) == [0, 0, 0, pytest.approx(10, abs=1e-3), pytest.approx(10, abs=1e-3)]


def test_to_ask_too_early_makes_nobody_wait_longer(kept):
    take(kept, 30)
    assert take(kept, 1, now=9.9) == [pytest.approx(0.1, abs=1e-3)]
    assert take(kept, 2, now=10) == [0, pytest.approx(10, abs=1e-3)]


def test_whoever_stays_away_has_all_of_them_again_and_no_more(kept):
    take(kept, 3)
    assert [bool(wait) for wait in take(kept, 4, now=1000)] == [False, False, False, True]


def test_each_key_has_its_own(kept):
    take(kept, 3)
    assert take(kept, 1, key="bo") == [0]


def test_what_is_given_back_can_be_taken_again(kept):
    take(kept, 3)
    kept.give_back("ada", THREE)
    kept.give_back("nobody", THREE)
    assert [bool(wait) for wait in take(kept, 2)] == [False, True]


def test_threads_never_get_more_than_there_are(kept):
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: kept.take("ada", Bucket(100, 1), now=0.0), range(320)))
    assert waits.count(0) == 100


def test_what_is_full_again_is_thrown_away(database):
    with database.unit_of_work() as session:
        session.add_all([Throttled(key="full", full_at=99.0), Throttled(key="filling", full_at=101.0)])
        session.flush()
        throttle.throw_away(session, now=100.0)
        assert session.exec(select(Throttled.key)).all() == ["filling"]


def test_memory_has_an_end(monkeypatch):
    monkeypatch.setattr(throttle, "MOST_IN_MEMORY", 10)
    kept = ThrottleInMemory()
    take(kept, 3, now=500, key="busy")
    for number in range(9):
        take(kept, 1, key=f"old {number}")
    assert take(kept, 1, now=500, key="new") == [0]
    assert take(kept, 1, now=500, key="busy") == [pytest.approx(10)]  # who still has to wait is not forgotten
    for number in range(100):
        take(kept, 1, now=500, key=f"from everywhere {number}")
    assert len(kept._full_at) <= 10


ANOTHER_PROCESS = """
import sys
from quarter.foundation.db import Database
from quarter.foundation.throttle import Bucket, throttle_for
kept = throttle_for(Database(sys.argv[1]))
sys.stdin.readline()
print(sum(kept.take("ada", Bucket(100, 1), now=0.0) == 0 for _ in range(80)))
"""


@pytest.mark.postgresql
def test_two_processes_share_what_there_is(database):
    url = database.url.render_as_string(hide_password=False)
    start = [sys.executable, "-c", ANOTHER_PROCESS, url]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(start, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    for each in both:
        each.stdin.write("go\n")
        each.stdin.flush()
    taken = [int(each.communicate(timeout=60)[0]) for each in both]
    assert sum(taken) == 100 and min(taken) >= 20


@pytest.mark.postgresql
def test_its_table_is_not_written_to_the_log(database):
    with database.engine.connect() as connection:
        kind = "SELECT relpersistence FROM pg_class WHERE oid = 'throttle'::regclass"
        assert connection.exec_driver_sql(kind).scalar() == "u"
