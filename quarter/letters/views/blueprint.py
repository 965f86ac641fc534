from flask import Blueprint, current_app

from quarter.letters.sending import Office

blueprint = Blueprint("letters", __name__)


def office() -> Office:
    """The post office of this installation."""
    opened: Office = current_app.extensions["quarter.office"]
    return opened
