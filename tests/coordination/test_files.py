"""The same rows as a file."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.coordination.due import everything, report
from tests.coordination.reading import table


def test_the_same_rows_under_names_the_reader_knows(client, database, world, clock) -> None:
    everything(database, world)
    clock.move_to(NOW + timedelta(days=15))
    rows = table(client.sign_in(world.moderator).get("/coordination.csv?kind=answer"))
    assert rows[0] == ["Kind", "What", "State", "Due on", "Since", "Who", "Notes", "Address"]
    assert [row[:6] for row in rows[1:]] == [
        ["Answers", "Gefragt 0", "Overdue", "2026-12-07", "2026-11-23", "Amt für Grün und Verkehr"]
    ]
    assert rows[1][7].startswith("http://localhost/issues/")
    assert len(table(client.get("/coordination.csv"))) == 8


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(client, world, made, sign) -> None:
    made(report, f"{sign}HYPERLINK(1)", asked="city")
    for person, address in ((world.moderator, "/coordination.csv"), (world.city, "/desk.csv")):
        rows = table(client.sign_in(person).get(address))
        assert [row[1] for row in rows[1:]] == [f"'{sign}HYPERLINK(1)"]


def test_the_desk_can_be_taken_away(client, world, made) -> None:
    made(report, 'Lampe, "die große"', asked="city")
    rows = table(client.sign_in(world.city).get("/desk.csv"))
    assert [row[1] for row in rows[1:]] == ['Lampe, "die große"']
