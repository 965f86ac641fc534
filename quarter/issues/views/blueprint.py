"""The blueprint, and the one question that templates ask about issues."""

from datetime import date
from typing import Protocol

from flask import Blueprint

from quarter.issues.domain import IssueState, is_answer_overdue
from quarter.web.locale import today

blueprint = Blueprint("issues", __name__, url_prefix="/issues")


class Answerable(Protocol):
    """An issue, or a row that says until when it is to be answered."""

    @property
    def state(self) -> IssueState: ...
    @property
    def answer_due_on(self) -> date: ...


@blueprint.app_template_test("overdue_issue")
def is_overdue(issue: Answerable) -> bool:
    """Whether the answer to an issue, or to a row of a list, is late."""
    return is_answer_overdue(issue.state, issue.answer_due_on, today())
