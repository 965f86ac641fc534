"""The blueprint, and the one word that templates ask for an action."""

from flask import Blueprint

from quarter.actions.domain import ActionState, ActionStatus, Promised, status_of
from quarter.web.locale import today

blueprint = Blueprint("actions", __name__, url_prefix="/actions")


@blueprint.app_template_filter("action_status")
def action_status(action: Promised) -> ActionStatus | ActionState:
    """How an action stands today: for the status macro."""
    return status_of(action, today())
