"""The rules of a group in plain words, as a part of the group's page. The room has no page of its own yet."""

from collections.abc import Mapping

from flask import Blueprint

from quarter.charters.domain import QuorumFinding, find_quorum
from quarter.charters.models import Charter
from quarter.charters.queries import get_charter
from quarter.groups.domain import BenchKey
from quarter.groups.models import Group
from quarter.web.session import get_session

blueprint = Blueprint("charters", __name__)


@blueprint.app_template_global()
def rules_of(group: Group, votes: Mapping[BenchKey, int]) -> tuple[Charter, QuorumFinding]:
    """The charter in force, and what it asks of a group with so many seats with a vote in each bench."""
    charter = get_charter(get_session(), group.id)
    return charter, find_quorum(charter.quorum, votes, {})
