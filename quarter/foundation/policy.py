"""Permissions as data: each room declares one table, permission -> any of [all of predicates].

A predicate is a pure, readable function `(actor, subject) -> bool`. Views and templates ask `allows`
(as `can`), never a role.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from quarter.foundation.actors import Actor

Predicate = Callable[[Actor, Any], bool]  # each of its own kind of subject
AnyOf = tuple[tuple[Predicate, ...], ...]
Rules = Mapping[StrEnum, AnyOf]

_RULES: dict[StrEnum, AnyOf] = {}


class OfGroup(Protocol):
    """A subject that belongs to a group, or is one."""

    @property
    def group_id(self) -> int: ...


class OfBody(Protocol):
    """A subject that an organisation owes or answers; None if it is nobody's."""

    @property
    def organisation_id(self) -> int | None: ...


def know_rules(rules: Rules) -> None:
    """Add a room's table to the house's; every permission of its enum must have a rule."""
    permissions = type(next(iter(rules)))
    missing = set(permissions) - set(rules)
    if missing:
        raise ValueError(f"permissions without a rule: {sorted(missing)}")
    _RULES.update(rules)


def allows(actor: Actor, permission: StrEnum, subject: object = None) -> bool:
    """Whether the house's rules let `actor` do this with `subject`. An undeclared permission is a KeyError."""
    return any(all(holds(actor, subject) for holds in every) for every in _RULES[permission])


def known_rules() -> Mapping[StrEnum, AnyOf]:
    """All rules of the house, for the matrix test."""
    return dict(_RULES)


def anyone(_actor: Actor, _subject: object) -> bool:
    return True


def is_signed_in(actor: Actor, _subject: object) -> bool:
    return actor.is_signed_in


def is_admin(actor: Actor, _subject: object) -> bool:
    return actor.is_admin
