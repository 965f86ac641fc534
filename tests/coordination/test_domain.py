"""What is due: its order, its next step, the outlook on a quorum, the calendar."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.actions.domain import ActionState, ActionStatus
from quarter.charters.domain import Quorum, find_quorum
from quarter.coordination.domain import (
    Deed,
    Kind,
    Lack,
    Urgency,
    by_urgency,
    calendar,
    deed_at_desk,
    deed_on,
    forecast,
    lacks_of_meeting,
    urgency,
)
from quarter.decisions.domain import DecisionState, Method
from quarter.groups.domain import BenchKey, SeatRequestState
from quarter.issues.domain import IssueState
from quarter.meetings.domain import MeetingState, ProposalState
from quarter.minutes.domain import MinutesState
from tests.conftest import NOW
from tests.coordination.due import TODAY, a_thing, day

CITY, COOPERATIVES, RESIDENTS = BenchKey
STAGES = {
    Kind.MEETING: (MeetingState.PLANNED, MeetingState.RUNNING),
    Kind.MINUTES: (MinutesState.DRAFT, MinutesState.CIRCULATED, MinutesState.APPROVED),
    Kind.VOTE: (DecisionState.OPEN,),
    Kind.QUESTION: (DecisionState.DRAFT,),
    Kind.ACTION: (ActionState.OPEN, ActionState.IN_PROGRESS),
    Kind.DOUBT: (ActionStatus.DOUBTED,),
    Kind.ASK: (IssueState.NEW,),
    Kind.ANSWER: (IssueState.NEW,),
    Kind.PROPOSAL: (ProposalState.OPEN,),
    Kind.SEAT: (SeatRequestState.OPEN,),
}
DAYS = st.none() | st.integers(-40, 40).map(day)


@st.composite
def due_things(draw):
    kind = draw(st.sampled_from(Kind))
    return a_thing(
        kind, stage=draw(st.sampled_from(STAGES[kind])), due_on=draw(DAYS), subject_id=draw(st.integers(1, 5)),
        method=draw(st.sampled_from(Method)), lacks=draw(st.sampled_from([(), (Lack.AGENDA,)])),
    )  # fmt: skip


class TestOrder:
    @given(st.lists(due_things(), max_size=20))
    def test_nothing_is_lost_and_the_more_urgent_comes_first(self, things) -> None:
        ordered = by_urgency(things, TODAY)
        assert sorted(map(repr, ordered)) == sorted(map(repr, things))
        ranks = [urgency(thing, TODAY) for thing in ordered]
        assert ranks == sorted(ranks)

    @given(st.lists(due_things(), max_size=20))
    def test_overdue_before_due_and_older_before_younger(self, things) -> None:
        dated = [thing for thing in by_urgency(things, TODAY) if thing.stage is not MeetingState.RUNNING]
        late = [thing.due_on for thing in dated if thing.is_overdue(TODAY)]
        assert late == sorted(late)
        assert all(thing.is_overdue(TODAY) for thing in dated[: len(late)])

    @given(st.lists(due_things(), max_size=20))
    def test_equals_stay_as_they_came(self, things) -> None:
        ordered = by_urgency(things, TODAY)
        assert by_urgency(ordered, TODAY) == ordered
        twins = [a_thing(subject_id=number) for number in range(5)]
        assert by_urgency(twins, TODAY) == twins

    @pytest.mark.parametrize(
        ("thing", "expected"),
        [
            (a_thing(Kind.MEETING, stage=MeetingState.RUNNING, due_on=day(-1)), Urgency.RUNNING),
            (a_thing(due_on=day(-1)), Urgency.OVERDUE),
            (a_thing(due_on=day(-1), asked_on=day(-7)), Urgency.OVERDUE),
            (a_thing(due_on=day(-1), asked_on=day(-6)), Urgency.ASKED),
            (a_thing(due_on=TODAY), Urgency.TODAY),
            (a_thing(due_on=day(1)), Urgency.LATER),
            (a_thing(Kind.ASK), Urgency.WAITING),
            (a_thing(Kind.SEAT, stage=SeatRequestState.OPEN, due_on=None), Urgency.WAITING),
            (a_thing(Kind.MINUTES, stage=MinutesState.DRAFT, due_on=None), Urgency.WAITING),
            (a_thing(Kind.QUESTION, stage=DecisionState.DRAFT, due_on=None), Urgency.WAITING),
            (a_thing(Kind.QUESTION, stage=DecisionState.DRAFT, due_on=day(3)), Urgency.LATER),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, due_on=day(14), lacks=(Lack.AGENDA,)), Urgency.WAITING),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, due_on=day(15), lacks=(Lack.AGENDA,)), Urgency.LATER),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, due_on=day(14)), Urgency.LATER),
        ],
    )
    def test_each_kind_has_its_urgency(self, thing, expected) -> None:
        assert urgency(thing, TODAY) is expected


class TestDeeds:
    @pytest.mark.parametrize(
        ("thing", "deed"),
        [
            (a_thing(Kind.ASK), Deed.ASK),
            (a_thing(Kind.SEAT, stage=SeatRequestState.OPEN), Deed.ANSWER_SEAT),
            (a_thing(Kind.PROPOSAL, stage=ProposalState.OPEN), Deed.ANSWER_PROPOSAL),
            (a_thing(), None),
            (a_thing(due_on=day(-1)), Deed.ASK_ANOTHER),
            (a_thing(Kind.ACTION, stage=ActionState.OPEN), None),
            (a_thing(Kind.ACTION, stage=ActionState.OPEN, due_on=day(-1)), Deed.REPORT),
            (a_thing(Kind.DOUBT, stage=ActionStatus.DOUBTED, due_on=None), Deed.CLEAR_UP),
            (a_thing(Kind.VOTE, stage=DecisionState.OPEN, due_at=NOW + timedelta(minutes=1)), None),
            (a_thing(Kind.VOTE, stage=DecisionState.OPEN, due_at=NOW), Deed.COUNT),
            (a_thing(Kind.QUESTION, method=Method.ONLINE, due_on=None), Deed.OPEN_VOTE),
            (a_thing(Kind.QUESTION, method=Method.ROOM, due_on=None), Deed.COUNT_HANDS),
            (a_thing(Kind.QUESTION, method=Method.ROOM), None),
            (a_thing(Kind.MINUTES, stage=MinutesState.DRAFT), Deed.CIRCULATE),
            (a_thing(Kind.MINUTES, stage=MinutesState.CIRCULATED), Deed.APPROVE),
            (a_thing(Kind.MINUTES, stage=MinutesState.APPROVED), Deed.SEAL),
            (a_thing(Kind.MEETING, stage=MeetingState.RUNNING), Deed.GO_ON),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, is_invited=False), Deed.SET_AGENDA),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, items=1, is_invited=False), Deed.INVITE),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, items=1), None),
            (a_thing(Kind.MEETING, stage=MeetingState.PLANNED, items=1, due_at=NOW), Deed.OPEN_MEETING),
        ],
    )
    def test_the_next_step(self, thing, deed) -> None:
        assert deed_on(thing, NOW, TODAY) is deed

    def test_at_the_desk_issues_are_answered_and_actions_reported(self) -> None:
        assert deed_at_desk(a_thing()) is Deed.ANSWER
        assert deed_at_desk(a_thing(Kind.ACTION, stage=ActionState.OPEN)) is Deed.REPORT
        assert deed_at_desk(a_thing(Kind.DOUBT, stage=ActionStatus.DOUBTED)) is Deed.CLEAR_UP


class TestForecast:
    def test_a_full_group(self) -> None:
        outlook = forecast(Quorum(50, 1), {CITY: 2, COOPERATIVES: 2, RESIDENTS: 3})
        assert (outlook.seats, outlook.needed, outlook.is_possible, outlook.lacks) == (7, 4, True, ())
        assert [(bench.seats, bench.needed, bench.vacant) for bench in outlook.benches] == [
            (2, 1, 0), (2, 1, 0), (3, 1, 0),
        ]  # fmt: skip

    def test_a_bench_that_is_short_is_named_though_it_does_not_hold_up_the_group(self) -> None:
        outlook = forecast(Quorum(50, 2), {CITY: 3, COOPERATIVES: 1, RESIDENTS: 0})
        assert outlook.is_possible and outlook.lacks == (Lack.BENCH,)
        assert [bench.vacant for bench in outlook.benches] == [0, 1, 2]

    def test_nobody_at_all_can_never_decide(self) -> None:
        for quorum in (Quorum(50, 1), Quorum(0, 0)):
            assert Lack.VOTERS in forecast(quorum, dict.fromkeys(BenchKey, 0)).lacks

    @given(
        st.integers(0, 100), st.integers(0, 4),
        st.fixed_dictionaries({bench: st.integers(0, 6) for bench in BenchKey}),
        st.fixed_dictionaries({bench: st.integers(0, 6) for bench in BenchKey}),
    )  # fmt: skip
    def test_it_never_promises_what_the_meeting_will_refuse(self, percent, per_bench, seats, come) -> None:
        quorum = Quorum(percent, per_bench)
        outlook = forecast(quorum, seats)
        present = {bench: min(come[bench], held) for bench, held in seats.items()}
        if find_quorum(quorum, seats, present).is_met:
            assert sum(present.values()) >= outlook.needed
            assert outlook.is_possible or not outlook.seats
        if outlook.is_possible:
            assert find_quorum(quorum, seats, seats).is_met

    def test_what_a_meeting_lacks_in_the_order_of_doing(self) -> None:
        outlook = forecast(Quorum(50, 1), {CITY: 1, COOPERATIVES: 0, RESIDENTS: 0})
        assert lacks_of_meeting(False, 0, outlook) == (Lack.AGENDA, Lack.INVITATION, Lack.BENCH)
        assert lacks_of_meeting(True, 3, None) == ()


@given(st.lists(due_things(), max_size=20))
def test_the_calendar_holds_each_dated_thing_once(things) -> None:
    months = calendar(things)
    days = [item for month in months for item in month.days]
    assert [item.day for item in days] == sorted({thing.due_on for thing in things if thing.due_on})
    assert sum(len(item.things) for item in days) == sum(thing.due_on is not None for thing in things)
    assert all(item.day.replace(day=1) == month.first for month in months for item in month.days)
