"""Nothing that pages are made of is missing from the style guide, and only a demonstration has it."""

import re

import pytest
from flask import Flask
from jinja2 import nodes

from quarter.foundation.multilingual import LOCALES
from quarter.places.models import Municipality
from tests.house.sources import ROOT
from tests.strict_client import XHTML

TEMPLATES = ROOT / "templates"
CSS = ROOT / "quarter" / "static" / "css"
NOT_OURS = ("kern-", "leaflet-")


@pytest.fixture
def demonstration(database, world) -> None:
    with database.unit_of_work() as session:
        town = session.get_one(Municipality, 1)
        town.is_demonstration = True
        town.logo, town.logo_width, town.logo_height = f"{'0' * 32}.webp", 40, 40


def parsed(app: Flask, folder: str) -> dict[str, nodes.Template]:
    return {
        path.relative_to(TEMPLATES).as_posix(): app.jinja_env.parse(path.read_text())
        for path in sorted((TEMPLATES / folder).rglob("*.html"))
    }


def calls(node: nodes.Node) -> set[str]:
    return {call.node.name for call in node.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}


def imported(template: nodes.Template) -> set[str]:
    """The macros of templates/ui/ that a template asks for."""
    return {
        name if isinstance(name, str) else name[0]
        for found in template.find_all(nodes.FromImport)
        if found.template.value.startswith("ui/")
        for name in found.names
    }


def test_every_macro_of_the_house_is_shown(app: Flask) -> None:
    """By a part of the style guide itself, or by another macro that is shown."""
    macros = {macro.name: macro for tree in parsed(app, "ui").values() for macro in tree.find_all(nodes.Macro)}
    shown, fresh = set(), set()
    for part in parsed(app, "demo/parts").values():
        fresh |= calls(part) & imported(part)
    while fresh - shown:
        shown |= fresh
        fresh = {name for macro in fresh for name in calls(macros[macro]) & macros.keys()}
    assert macros.keys() - shown == set()


def classes_of(file: str) -> set[str]:
    css = re.sub(r"/\*.*?\*/", "", (CSS / file).read_text(), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+)\{", css))
    return {name for name in re.findall(r"\.([a-z][\w-]*)", selectors) if not name.startswith(NOT_OURS)}


def test_every_part_of_the_stylesheet_is_shown(client, demonstration) -> None:
    """The frame of the page is around them anyway."""
    client.get("/styleguide")
    shown = {name for element in client.page.iter() for name in element.get("class", "").split()}
    frame = classes_of("10-page.css")
    for file in ("20-parts.css", "25-groups.css"):
        assert classes_of(file) - frame - shown == set(), file


@pytest.mark.parametrize("language", LOCALES)
def test_each_part_stands_there_in_both_directions(client, demonstration, language) -> None:
    client.get(f"/styleguide?lang={language}")
    sides = [side for side in client.page.iter(f"{XHTML}div") if side.get("class") == "side"]
    assert [side.get("dir") for side in sides] == ["ltr", "rtl"] * (len(sides) // 2)
    assert len(sides) >= 20
    assert client.page.get("lang") == language


def test_an_installation_in_earnest_has_no_style_guide(client) -> None:
    client.get("/styleguide", status=404)
