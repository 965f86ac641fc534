from flask import Blueprint

from quarter.groups import labels  # noqa: F401  (pages need the words)

blueprint = Blueprint("groups", __name__)
