"""The published schema of the JSON: it cannot drift from the dataclasses, and every record holds to it."""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from quarter.decisions.domain import Outcome, Result
from quarter.minutes.document import FORMAT, SCHEMA, Minutes
from tests.minutes import generated
from tests.minutes.sample import MINUTES
from tests.strict_client import StrictClient

PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))
HOLDS = Draft202012Validator(PUBLISHED, format_checker=FormatChecker())
PLAIN = {str: "string", int: "integer", bool: "boolean"}
TOLD_BY_PEOPLE = ("description", "minimum")


def shape_of(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """What the schema has to say of a type; dataclasses and enums are gathered in `found`."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [shape_of(parts[0], found), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": shape_of(parts[0], found)}
    if origin is Mapping:
        return {"$ref": "#/$defs/Result"}  # the only one that we have
    if kind is datetime:
        return {"$ref": "#/$defs/instant"}
    if kind is date:
        return {"type": "string", "format": "date"}
    if kind in PLAIN:
        return {"type": PLAIN[kind]}
    if issubclass(kind, StrEnum):
        found[kind.__name__] = {"enum": [member.value for member in kind]}
    elif kind.__name__ not in found:
        assert is_dataclass(kind), kind
        found[kind.__name__] = {}
        hints = get_type_hints(kind)
        properties = {field.name: shape_of(hints[field.name], found) for field in fields(kind)}
        found[kind.__name__] = {
            "type": "object",
            "properties": properties,
            "required": [field.name for field in fields(kind) if not may_lack(kind, field)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def may_lack(kind: type, field: Field) -> bool:
    """Whether records from before the field was thought of are read too; a stored result is always whole."""
    return kind.__module__ == Minutes.__module__ and field.default is not MISSING


def bare(schema: Any) -> Any:
    """A schema without what is told to people, and a language as the text that it is."""
    if isinstance(schema, dict):
        if schema.get("$ref") == "#/$defs/language":
            return {"type": "string"}
        return {key: bare(inner) for key, inner in schema.items() if key not in TOLD_BY_PEOPLE or key == "properties"}
    return [bare(inner) for inner in schema] if isinstance(schema, list) else schema


def test_the_schema_describes_the_dataclasses_field_by_field() -> None:
    found: dict[str, Any] = {}
    shape_of(Minutes, found)
    shape_of(Result, found)
    shape_of(Outcome, found)
    published = bare(PUBLISHED["$defs"])
    stored = published.pop("Result"), published.pop("Finding")
    counted = found.pop("Result"), found.pop("Finding")
    assert {name: published[name] for name in published if name not in ("instant", "language")} == found
    # A stored result leaves the quorum out, which follows from the rest, and adds what follows, for people.
    assert set(counted[0]["properties"]) - set(stored[0]["properties"]) == {"quorum"}
    assert list(stored[0]["properties"]) == list(MINUTES.decisions[0].result) == stored[0]["required"]
    assert set(stored[1]["properties"]) == {*counted[1]["properties"], "passed"}


def test_the_schema_is_one_and_explains_each_field() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["properties"]["format"]["const"] == FORMAT
    for name, definition in PUBLISHED["$defs"].items():
        assert definition["description"], name
        for field, about in definition.get("properties", {}).items():
            assert about["description"], (name, field)


@settings(max_examples=50)
@given(generated.minutes())
def test_every_record_holds_to_it_and_comes_back_equal(minutes: Minutes) -> None:
    text = minutes.to_json()
    HOLDS.validate(json.loads(text))
    assert Minutes.from_json(text) == minutes
    assert Minutes.from_json(text).to_json() == text


@pytest.mark.parametrize("broken", [{"number": "7"}, {"planned_for": "2026-11-03 18:00"}, {"colour": "red"}])
def test_what_does_not_hold_to_it_is_found(broken: dict) -> None:
    document = json.loads(MINUTES.to_json())
    document["minutes"].update(broken)
    with pytest.raises(ValidationError):
        HOLDS.validate(document)


def test_it_is_served_at_the_address_that_it_names(client: StrictClient) -> None:
    answer = client.get(PUBLISHED["$id"])
    assert answer.mimetype == "application/schema+json"
    assert answer.json == PUBLISHED
