from flask import Blueprint

blueprint = Blueprint("minutes", __name__, url_prefix="/meetings")
