import os
from datetime import timedelta
from threading import Event

from sqlmodel import select

from quarter import worker
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import proposals
from quarter.decisions.service.voting import open_vote
from quarter.foundation.storage import Storage
from quarter.foundation.throttle import Throttled
from quarter.planning.service.plans import open_plan
from quarter.web.idempotency import DoneForm
from tests.conftest import NOW


def ask_online(database, world) -> None:
    with database.unit_of_work() as session:
        decision = proposals.propose(
            session, world.moderator, world.group(session), title="Bänke", question="Drei Bänke aufstellen?", lang="de",
            method=Method.ONLINE, closes_at=NOW + timedelta(hours=1), now=NOW,
        )  # fmt: skip
        open_vote(session, world.moderator, decision, now=NOW)


def state_of_the_vote(database) -> DecisionState:
    with database.session(writes=False) as session:
        return session.exec(select(Decision.state)).one()


def test_a_vote_closes_by_itself_when_its_time_is_over(database, world) -> None:
    ask_online(database, world)
    worker.work_once(database, now=NOW + timedelta(minutes=59))
    assert state_of_the_vote(database) is DecisionState.OPEN
    for _ in range(2):  # two workers, or one that comes twice
        worker.work_once(database, now=NOW + timedelta(hours=1))
    assert state_of_the_vote(database) is DecisionState.CLOSED


def test_what_served_for_a_day_is_thrown_away(database, world) -> None:
    old, fresh = NOW - timedelta(days=2), NOW - timedelta(hours=2)
    with database.unit_of_work() as session:
        for key, at in (("old", old), ("fresh", fresh)):
            session.add(DoneForm(key=key, location="/", done_at=at))
        for key, at in (("full again", NOW - timedelta(seconds=1)), ("still filling", NOW + timedelta(seconds=1))):
            session.add(Throttled(key=key, full_at=at.timestamp()))
    worker.throw_away(database, now=NOW)
    with database.session(writes=False) as session:
        assert session.exec(select(DoneForm.key)).all() == ["fresh"]
        assert session.exec(select(Throttled.key)).all() == ["still filling"]


def test_photos_that_nothing_shows_are_thrown_away_after_a_day(database, world, tmp_path) -> None:
    files = Storage(tmp_path)
    shown, forgotten, fresh = (files.put(b"photo", "webp") for _ in range(3))
    for key in (shown, forgotten):
        os.utime(tmp_path / key, times=((NOW - timedelta(days=2)).timestamp(),) * 2)
    os.utime(tmp_path / fresh, times=((NOW - timedelta(hours=2)).timestamp(),) * 2)
    with database.unit_of_work() as session:
        open_plan(
            session, world.moderator, world.group(session), title="Hof", aim="Grün", lang="de",
            from_on=NOW.date(), until_on=NOW.date(), picture=(shown, 60, 40), now=NOW,
        )  # fmt: skip
    worker.throw_away_files(database, files, now=NOW)
    assert [files.has(key) for key in (shown, forgotten, fresh)] == [True, False, True]


def test_an_error_in_one_round_does_not_end_the_work(database, world, monkeypatch, tmp_path) -> None:
    stop, rounds = Event(), []

    def stumble(_database, *, now) -> None:
        rounds.append(now)
        if len(rounds) == 3:
            stop.set()
        raise RuntimeError

    monkeypatch.setattr(worker, "work_once", stumble)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    worker.run(database, Storage(tmp_path), stop)
    assert len(rounds) == 3
