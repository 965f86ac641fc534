"""The manifest and the folders say the same."""

from flask import Flask

from quarter.rooms import ROOMS
from tests.house.sources import ROOT

NO_ROOMS = {"foundation", "migrations", "static", "built", "web"}


def test_every_folder_of_the_house_is_a_room_of_the_manifest_or_known_to_be_none() -> None:
    folders = {path.name for path in (ROOT / "quarter").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert {room.name for room in ROOMS} == folders - NO_ROOMS


def test_every_room_shows_something_and_says_who_may_enter_its_pages(app: Flask) -> None:
    """A room without permissions only lends parts to pages of other rooms; voices has no page at all."""
    with_pages = {endpoint.partition(".")[0] for endpoint in app.view_functions}
    assert [room.name for room in ROOMS if room.blueprint is None] == ["voices"]
    assert [room.name for room in ROOMS if room.name in with_pages and room.permissions is None] == []


def test_what_a_room_declares_is_told_from_what_it_uses() -> None:
    """An event belongs to the room that defines it, and carries that room's name."""
    strangers = [event for room in ROOMS for event in room.events if event.__module__ != f"quarter.{room.name}.events"]
    assert strangers == []
