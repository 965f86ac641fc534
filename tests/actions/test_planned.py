"""From a carried decision to a plan's variant, and from what stands in it to actions."""

from typing import Any

import pytest
from sqlmodel import col, select

from quarter.actions import service
from quarter.actions.domain import Promise
from quarter.actions.models import Action
from quarter.actions.queries.action import get_readable
from quarter.decisions.models import Decision
from quarter.decisions.service.closing import record_count as decide_in_room
from quarter.foundation.subjects import keep
from quarter.planning import queries as plans
from quarter.planning.domain import Sketch
from quarter.planning.models import Plan
from quarter.planning.service.elements import remove_element
from quarter.planning.service.plans import adopt_variant
from tests.conftest import NOW
from tests.decisions.deeds import add_item, ask_in_room, decide, fail, hands
from tests.planning.plans import BENCH, add, groups_variant, stored
from tests.strict_client import XHTML


@pytest.fixture
def ids(database, world) -> dict[str, int]:
    """A plan with the group's variant and the resident's, and a carried decision."""
    found = stored(database, world)
    with database.unit_of_work() as session:
        found["decision"] = decide(session, world).id
        found["failed"] = fail(session, world).id
        of = plans.get_variant_of_plan(session, found["plan"], found["own"])
        rows = plans.list_elements(session, [of.variant.id])[of.variant.id]
        found |= {f"own_{number}": row.id for number, row in enumerate(rows)}
    return found


@pytest.fixture
def door(client, world, ids) -> str:
    client.sign_in(world.moderator)
    return f"/actions/variants/{ids['own']}?decision={ids['decision']}&lang=en"


def ticked(ids: dict[str, int], world, *elements: str, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for element in elements:
        parts = {"take": "1", "organisation": world.organisations["city"], "due_on": "2027-01-15", **changes}
        fields |= {f"element_{ids[element]}_{part}": value for part, value in parts.items()}
    return fields


def agreed(database) -> list[Action]:
    with database.session(writes=False) as session:
        return list(session.exec(select(Action).order_by(col(Action.id))))


class TestChoosing:
    def test_the_decision_leads_to_the_groups_open_plans(self, client, world, ids) -> None:
        client.sign_in(world.secretary).get(f"/decisions/{ids['decision']}?lang=en")
        links = {"".join(link.itertext()): link.get("href") for link in client.page.iter(f"{XHTML}a")}
        client.get(links["Go on with a plan's variant"])
        assert "The courtyard" in client.text and "More shade 2 things by Resident" in client.text
        assert "The group's variant 1 thing" in client.text

    def test_without_an_open_plan_it_says_so(self, client, world, ids, database) -> None:
        with database.unit_of_work() as session:
            of = plans.get_variant_of_plan(session, ids["plan"], ids["own"])
            adopt_variant(session, world.moderator, of, now=NOW)
        client.sign_in(world.moderator).get(f"/actions/variants?decision={ids['decision']}&lang=en")
        assert "No plan of this group is open." in client.text

    def test_only_who_keeps_the_minutes_goes_on_and_only_from_what_was_carried(self, client, world, ids) -> None:
        for name in ("resident", "city", "admin", "other_moderator"):
            client.sign_in(getattr(world, name)).get(f"/actions/variants?decision={ids['decision']}", status=403)
            client.get(f"/actions/variants/{ids['own']}?decision={ids['decision']}", status=403)
        client.sign_in(world.moderator).get(f"/decisions/{ids['failed']}?lang=en")
        assert "Go on with a plan" not in client.text
        for address in ("/actions/variants", f"/actions/variants/{ids['own']}"):
            client.get(f"{address}?decision={ids['failed']}&lang=en", status=409)
            assert "This decision was not carried" in client.text
        client.get(f"/actions/variants/{ids['own']}?lang=en", status=409)
        assert "Please start from the decision that says so." in client.text

    def test_foreign_numbers_are_not_there(self, client, world, ids, database) -> None:
        foreign = stored(database, world, group=None, title="Elsewhere")
        client.sign_in(world.moderator)
        for address in (
            "/actions/variants", "/actions/variants?decision=999", f"/actions/variants/999?decision={ids['decision']}",
            f"/actions/variants/{foreign['own']}?decision=999",
        ):  # fmt: skip
            client.get(address, status=404)

    def test_more_plans_cost_no_more_statements(self, client, world, ids, database) -> None:
        client.sign_in(world.moderator).get(f"/actions/variants?decision={ids['decision']}")
        few = len(client.statements)
        for number in range(3):
            stored(database, world, title=f"Plan {number}")
        client.get(f"/actions/variants?decision={ids['decision']}")
        assert len(client.statements) == few <= 8


class TestTakingOver:
    def test_what_is_ticked_becomes_an_action_and_both_are_linked(self, client, world, ids, door, database) -> None:
        client.get(door)
        client.submit(**ticked(ids, world, "own_0", person=world.city.person_id), follow=True)
        assert "1 action is agreed." in client.text and "To the action: A bench" in client.text
        assert f"Adopted by decision {number_of(database, ids)}" in client.text
        bench = agreed(database)[0]
        assert (bench.title, bench.place, bench.decision_id) == ("A bench", "by the door", ids["decision"])
        client.get(f"/actions/{bench.id}")
        assert "The courtyard" in client.text and "Play street" in client.text
        client.get(f"/plans/{ids['plan']}?lang=en")
        assert f"Adopted by decision {number_of(database, ids)}" in client.text
        client.get(f"/plans/{ids['plan']}/variants/{ids['own']}/elements/{ids['own_0']}?lang=en")
        assert "To the action" in client.text

    def test_it_may_be_nothing_now_and_more_later(self, client, world, ids, door, database) -> None:
        client.get(door)
        client.submit(follow=True)
        assert "The planning is finished: the group goes on with this variant." in client.text
        assert agreed(database) == []
        client.get(f"/actions/variants/{ids['own']}?lang=en")
        client.submit(status=422)
        assert "Please tick at least one thing" in client.text
        client.submit(**ticked(ids, world, "own_0", "own_1"), follow=True)
        assert "2 actions are agreed." in client.text and "Choose what becomes an action" not in client.text
        assert {action.decision_id for action in agreed(database)} == {ids["decision"]}

    def test_wrong_input_keeps_everything(self, client, world, ids, door, database) -> None:
        client.get(door)
        client.submit(
            **ticked(ids, world, "own_0", organisation="", due_on="2026-11-01"),
            **ticked(ids, world, "own_1", person=world.initiative.person_id, due_on="soon"), status=422,
        )  # fmt: skip
        for sentence in (
            "Please choose who does this: A bench.", "This day has passed.",
            "This person has no seat for that organisation.", "Please choose the day by which it will be done.",
        ):  # fmt: skip
            assert sentence in client.text
        checked = [field for field in client.page.iter(f"{XHTML}input") if field.get("checked") is not None]
        assert len(checked) == 2 and agreed(database) == []
        client.submit(**ticked(ids, world, "own_0", "own_1", person=""), follow=True)
        assert len(agreed(database)) == 2

    def test_what_is_not_ticked_is_not_checked(self, client, world, ids, door, database) -> None:
        client.get(door)
        untouched = {f"element_{ids['own_1']}_due_on": "", f"element_{ids['own_1']}_organisation": "x"}
        client.submit(**ticked(ids, world, "own_0"), **untouched, follow=True)
        assert [action.title for action in agreed(database)] == ["A bench"]

    def test_who_would_look_after_it_is_chosen_already(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            sketch = Sketch(**{**BENCH.__dict__, "keeper": "bauverein kanal eG"})
            of = add(session, groups_variant(session, world), world.moderator, sketch)
            variant_id, decision_id = of.variant.id, decide(session, world).id
        client.sign_in(world.moderator).get(f"/actions/variants/{variant_id}?decision={decision_id}&lang=en")
        chosen = [option.text for option in client.page.iter(f"{XHTML}option") if option.get("selected") is not None]
        assert "Bauverein Kanal eG" in chosen
        days = [field.get("value") for field in client.page.iter(f"{XHTML}input") if field.get("type") == "date"]
        assert days == ["2027-02-15"]

    def test_sent_twice_it_is_done_once(self, client, world, ids, door, database) -> None:
        client.get(door)
        for _ in range(2):
            client.submit(**ticked(ids, world, "own_0"))
        assert len(agreed(database)) == 1

    def test_from_two_windows_the_second_is_told_and_loses_nothing(self, client, world, ids, door, database) -> None:
        client.get(door)
        first, second = ticked(ids, world, "own_0"), ticked(ids, world, "own_0", "own_1")
        address = client.address
        client.post(address, first)
        client.post(address, second, status=409)
        assert "Something that you ticked is an action already" in client.text
        assert "It is an action already." in client.text and len(agreed(database)) == 1
        client.submit(follow=True)
        assert [action.title for action in agreed(database)] == ["A bench", "A lime tree"]

    def test_a_plan_that_closed_meanwhile_is_said(self, client, world, ids, door, database) -> None:
        client.get(door)
        with database.unit_of_work() as session:
            of = plans.get_variant_of_plan(session, ids["plan"], ids["groups"])
            adopt_variant(session, world.moderator, of, now=NOW)
        client.submit(**ticked(ids, world, "own_0"), status=409)
        assert "The planning is finished, so nothing can be changed here any more." in client.text
        assert agreed(database) == []
        client.get(door, status=409)

    def test_a_thing_that_was_taken_out_meanwhile_is_said(self, client, world, ids, door, database) -> None:
        client.get(door)
        with database.unit_of_work() as session:
            of = plans.get_element_of_variant(session, ids["plan"], ids["own"], ids["own_0"], reader=world.resident)
            remove_element(session, world.resident, of, expected=1, now=NOW)
        client.submit(**ticked(ids, world, "own_0"), status=409)
        assert "Somebody took this out of the variant meanwhile." in client.text
        with database.session(writes=False) as session:
            assert session.get_one(Plan, ids["plan"]).decision_id is None

    def test_what_was_gone_on_with_without_a_vote_can_become_actions(self, client, world, ids, database) -> None:
        with database.unit_of_work() as session:
            of = plans.get_variant_of_plan(session, ids["plan"], ids["own"])
            adopt_variant(session, world.moderator, of, now=NOW)
        client.sign_in(world.secretary).get(f"/plans/{ids['plan']}/variants/{ids['own']}?lang=en")
        assert "Adopted by decision" not in client.text
        client.get(f"/actions/variants/{ids['own']}?lang=en")
        client.submit(**ticked(ids, world, "own_1"))
        assert agreed(database)[0].decision_id is None

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, world, ids, door, language) -> None:
        client.get(door.replace("lang=en", f"lang={language}"))
        assert client.page.get("lang") == language


class TestAskingTheGroup:
    def test_a_variant_leads_to_a_question_that_is_written_already(self, client, world, ids) -> None:
        client.sign_in(world.moderator).get(f"/plans/{ids['plan']}/variants/{ids['own']}?lang=en")
        links = {"".join(link.itertext()): link.get("href") for link in client.page.iter(f"{XHTML}a")}
        client.get(links["Let the group decide on this"])
        client.submit(closes_at="2026-12-01T18:00", follow=True)
        assert "More shade · The courtyard" in client.text
        assert "Does the group go on with this variant of the plan “The courtyard”: More shade?" in client.text

    def test_who_may_not_ask_is_not_led_there(self, client, world, ids) -> None:
        client.sign_in(world.resident).get(f"/plans/{ids['plan']}/variants/{ids['own']}?lang=en")
        assert "Let the group decide on this" not in client.text


def number_of(database, ids: dict[str, int]) -> str:
    with database.session(writes=False) as session:
        return session.get_one(Decision, ids["decision"]).number


class TestByAClosedDecision:
    """The plan is public, and so is what stands in it; what became of it by a closed decision is not."""

    def test_what_follows_later_is_closed_too(self, session, world) -> None:
        item = add_item(session, world)
        item.is_public = False
        keep(session, item.subject(world.group_id, at=NOW))
        decision = ask_in_room(session, world, item)
        decide_in_room(session, world.secretary, decision, hands(), year=2026, number=7, now=NOW)
        of = groups_variant(session, world)
        bench = add(session, of, world.moderator)
        service.go_on_with_variant(session, world.moderator, of, decision, [], now=NOW)
        promise = Promise(bench.element.id, world.organisations["city"], None, NOW.date())
        [action] = service.go_on_with_variant(session, world.moderator, of, None, [promise], now=NOW)
        assert get_readable(session, action.id, world.resident) is None
        assert get_readable(session, action.id, world.city) is not None
