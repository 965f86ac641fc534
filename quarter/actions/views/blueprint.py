"""The blueprint, and the one word that templates ask for an action."""

from enum import StrEnum
from typing import Any

from flask import Blueprint

from quarter.actions.domain import standing_of
from quarter.web.locale import today

blueprint = Blueprint("actions", __name__, url_prefix="/actions")


@blueprint.app_template_filter("standing")
def standing(action: Any) -> StrEnum:
    """How an action, or a row of a list, stands today: for the status macro."""
    return standing_of(action, today())
