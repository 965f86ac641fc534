"""List, board and calendar, narrowed and of one group, in each language and at a constant cost."""

import pytest

from tests.coordination.due import everything, report
from tests.coordination.reading import every_link

VIEWS = ("list", "board", "calendar")


def test_the_board_and_the_calendar_show_the_same(client, database, world) -> None:
    everything(database, world)
    client.sign_in(world.moderator).get("/coordination?view=board")
    for words in ("New (2)", "Answered (1)", "Not begun (1)", "In progress (1)", "Done (1)"):
        assert words in client.text
    client.get("/coordination?view=calendar")
    for words in ("November 2026", "December 2026", "in 7 days, Mon 30 Nov", "Abstimmung 0", "18:00"):
        assert words in client.text


def test_kinds_narrow_the_list(client, database, world) -> None:
    everything(database, world)
    client.sign_in(world.moderator).get("/coordination?kind=action")
    assert "Offen 0" in client.text and "Ungefragt 0" not in client.text
    client.get("/coordination?kind=action&kind=ask")
    assert "Offen 0" in client.text and "Ungefragt 0" in client.text and "Gefragt 0" not in client.text


def test_who_moderates_two_groups_chooses(client, world, made, second_group) -> None:
    made(report, "Lampe")
    client.sign_in(world.moderator).get(f"/coordination?group={second_group}")
    assert "Lampe" not in client.text and "Kanalviertel" in client.text and "Bergviertel" in client.text
    client.get(f"/coordination?group={world.group_id}")
    assert "Lampe" in client.text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_in_each_language(client, database, world, view, language) -> None:
    everything(database, world)
    client.sign_in(world.moderator).get(f"/coordination?view={view}&lang={language}")
    assert client.page.get("lang") == language


@pytest.mark.parametrize("view", VIEWS)
def test_many_cost_as_many_statements_as_few(client, database, world, view) -> None:
    everything(database, world)
    client.sign_in(world.moderator).get(f"/coordination?view={view}")
    few = len(client.statements)
    everything(database, world, 12)
    client.get(f"/coordination?view={view}")
    assert len(client.statements) == few <= 12


def test_more_than_a_page_holds_is_said(client, world, database, monkeypatch) -> None:
    monkeypatch.setattr("quarter.coordination.views.MANY", 2)
    everything(database, world, 3)
    client.sign_in(world.moderator).get("/coordination")
    assert "Only the most urgent of each kind stand here." in client.text
    assert "More needs you today than fits here." in client.text and "Actions (2+)" in client.text


def test_the_board_leads_to_the_rest_of_each_long_column(client, database, world, monkeypatch) -> None:
    monkeypatch.setattr("quarter.coordination.queries.board.MOST_COUNTED", 20)
    everything(database, world, 11)
    client.sign_in(world.moderator).get("/coordination?view=board")
    assert "New (20+)" in client.text and "Not begun (11)" in client.text
    group = f"group={world.group_id}"
    rest = {address for words, address in every_link(client) if words.startswith("Show more")}
    assert rest == {
        f"/issues?{group}&state=new", f"/issues?{group}&state=answered",
        f"/actions?{group}", f"/actions?{group}&state=done",
    }  # fmt: skip
    for address in rest:
        client.get(address)
