"""Dataclasses as JSON knows them, and back by what their fields declare, whatever an old record did not have yet."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """What `asdict` made of a dataclass, as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(inner) for inner in value]
    return value


def from_plain(value: Any, wanted: Any) -> Any:
    """`value` from JSON as the type that a field declares."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return None if value is None else from_plain(value, parts[0])
    if origin is tuple:
        return tuple(from_plain(inner, parts[0]) for inner in value)
    if isinstance(wanted, type) and is_dataclass(wanted):
        hints = get_type_hints(wanted)
        known = (field.name for field in fields(wanted) if field.name in value)  # old records lack what is new
        return wanted(**{name: from_plain(value[name], hints[name]) for name in known})
    if isinstance(wanted, type) and issubclass(wanted, date):
        return wanted.fromisoformat(value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(value)
    return value
