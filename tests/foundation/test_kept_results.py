"""What was dear to make is kept for a day, and not without end."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from quarter.foundation.kept_results import MOST_SECONDS, KeptResults

NOON = 1_800_000_000.0


def kept_in(folder: Path, **about: int) -> KeptResults:
    results = KeptResults(**about)
    results.keep_in(folder / "papers")
    return results


def test_what_is_kept_is_there_for_all_processes(tmp_path: Path) -> None:
    kept_in(tmp_path).keep("a", b"paper", now=NOON)
    assert kept_in(tmp_path).get("a") == b"paper"
    assert kept_in(tmp_path).get("b") is None


def test_after_a_day_it_is_gone(tmp_path: Path) -> None:
    results = kept_in(tmp_path)
    results.keep("a", b"paper", now=NOON)
    results.throw_away_old(now=NOON + MOST_SECONDS)
    assert results.get("a") == b"paper"
    results.throw_away_old(now=NOON + MOST_SECONDS + 1)
    assert results.get("a") is None


def test_the_oldest_make_room(tmp_path: Path) -> None:
    results = kept_in(tmp_path, most_bytes=10)
    for number, name in enumerate("abc"):
        results.keep(name, b"12345", now=NOON + number)
    assert [results.get(name) for name in "abc"] == [None, b"12345", b"12345"]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    kept_in(tmp_path).keep("a", b"paper", now=NOON)
    folder = tmp_path / "papers"
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, folder / "a")] == ["0o700", "0o600"]


def test_the_command_line_keeps_nothing() -> None:
    results = KeptResults()
    results.keep("a", b"paper", now=NOON)
    assert results.get("a") is None


def test_two_who_keep_at_the_same_time_do_not_trip_over_each_other(tmp_path: Path) -> None:
    results = kept_in(tmp_path, most_bytes=10)

    def keep_many(who: str) -> None:
        for number in range(150):
            results.keep(f"{who}{number}", b"12345", now=NOON + number)

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(keep_many, who) for who in "ab"]:
            done.result()
