from flask import Flask

from quarter.foundation.policy import known_rules
from tests.house.permission_table import TABLE, permissions, write_table


def test_the_committed_table_says_who_may_do_what() -> None:
    """After a wanted change: python -m tests.house.permission_table, and read the difference."""
    assert TABLE.read_text() == write_table()


def test_every_known_rules_permission_is_in_the_table(app: Flask) -> None:
    """The app has entered every room, so every room has known_rules what it has."""
    assert set(known_rules()) == set(permissions())


def test_every_endpoint_says_who_may_enter(app: Flask) -> None:
    silent = [
        name
        for name, view in app.view_functions.items()
        if not hasattr(view, "permission") and not hasattr(view, "public_reason")
    ]
    assert silent == []


def test_every_permission_guards_something(app: Flask) -> None:
    """A permission that no view and no template asks for is dead."""
    from tests.house.sources import PYTHON, TEMPLATES

    text = "\n".join(file.read_text() for file in (*PYTHON, *TEMPLATES) if file.name != "policy.py")
    unused = [
        permission.value
        for permission in permissions()
        if f"Permission.{permission.name}" not in text and f".{permission.name}" not in text
    ]
    assert unused == []
