from collections.abc import Iterable

from flask import Blueprint

blueprint = Blueprint("minutes", __name__, url_prefix="/meetings")


def one_of(endings: Iterable[str]) -> str:
    """The part of an address that is one of these; others are no addresses."""
    return f"any({', '.join(endings)})"
