"""The rules of a group, where people read them: on the group's page."""

import pytest


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


def test_a_group_says_its_rules_in_plain_words(client, world):
    client.get(f"/groups/{world.group_slug}")
    assert "when 3 of its 6 votes are in the room" in client.text
    assert "Residents: 1 of 2" in client.text
    assert "In each bench, more are in favour than against." in client.text
    assert "answered within 14 days" in client.text
