"""What deeds and letters ask of the municipality."""

from quarter.places.queries import get_town, list_quarters


def test_the_town_has_a_name_a_clock_and_a_language(session, world):
    assert get_town(session) == ("Stadt Beispielhafen", "Europe/Berlin", "de")


def test_an_empty_installation_has_a_town_to_fill_in(database):
    with database.session(writes=False) as session:
        assert get_town(session).timezone == "Europe/Berlin"


def test_quarters_come_by_name(session, world):
    assert [(row.id, row.name) for row in list_quarters(session)] == [
        (world.other_quarter_id, "Bergviertel"), (world.quarter_id, "Kanalviertel"),
    ]  # fmt: skip
