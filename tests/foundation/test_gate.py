"""The gate lets writers in one by one, in the order they came."""

from threading import Event, Thread

import pytest

from quarter.foundation.db import FairGate, GateTimeout

SOON = 5.0


def queue_up(gate: FairGate, name: str, order: list[str], is_inside: Event, may_leave: Event) -> Thread:
    """A thread that waits at the gate; returns when it stands in the queue."""

    def pass_through() -> None:
        gate.enter(SOON)
        order.append(name)
        is_inside.set()
        may_leave.wait(SOON)
        gate.leave()

    waiting = len(gate._waiting)
    thread = Thread(target=pass_through)
    thread.start()
    while len(gate._waiting) == waiting and thread.is_alive():
        pass  # a few microseconds: there is no event for "stands in the queue"
    return thread


def test_first_come_first_served():
    gate, order = FairGate(), []
    gate.enter(SOON)
    may_leave = Event()
    may_leave.set()
    threads = [queue_up(gate, name, order, Event(), may_leave) for name in "abcdef"]
    gate.leave()
    for thread in threads:
        thread.join(SOON)
    assert order == list("abcdef")


def test_never_two_inside():
    gate, order = FairGate(), []
    gate.enter(SOON)
    insides, leaves = [Event(), Event()], [Event(), Event()]
    threads = [
        queue_up(gate, name, order, is_inside, may_leave)
        for name, is_inside, may_leave in zip("ab", insides, leaves, strict=True)
    ]
    gate.leave()
    assert insides[0].wait(SOON)
    assert not insides[1].is_set()
    leaves[0].set()
    assert insides[1].wait(SOON)
    leaves[1].set()
    for thread in threads:
        thread.join(SOON)


def test_who_waits_too_long_is_told():
    gate = FairGate()
    gate.enter(SOON)
    with pytest.raises(GateTimeout):
        gate.enter(0.001)


def test_who_gave_up_is_not_waited_for():
    gate = FairGate()
    gate.enter(SOON)
    with pytest.raises(GateTimeout):
        gate.enter(0.001)
    gate.leave()
    gate.enter(0)
    gate.leave()


def test_another_thread_may_open_the_gate():
    gate = FairGate()
    gate.enter(SOON)
    thread = Thread(target=gate.leave)
    thread.start()
    thread.join(SOON)
    gate.enter(0)


def test_an_open_gate_lets_in_at_once():
    FairGate().enter(0)
