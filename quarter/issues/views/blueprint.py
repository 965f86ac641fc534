"""The blueprint, and the one question that templates ask about issues."""

from typing import Any

from flask import Blueprint

from quarter.issues.domain import is_answer_overdue
from quarter.web.locale import today

blueprint = Blueprint("issues", __name__, url_prefix="/issues")


@blueprint.app_template_test("overdue_issue")
def is_overdue(issue: Any) -> bool:
    """Whether the answer to an issue, or to a row of a list, is late."""
    return is_answer_overdue(issue.state, issue.answer_due_on, today())
