"""The reporter says better what they reported, as long as nobody has answered it."""

from flask import Response

from quarter.foundation import clock
from quarter.issues.forms import RewordForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.queries.issue import get_issue
from quarter.issues.service import reporting
from quarter.issues.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@blueprint.route("/<int:issue_id>/change", methods=["GET", "POST"])
@allow(Permission.CHANGE, load=get_issue)
def reword(issue: Issue) -> Response:
    form = RewordForm(obj=issue)

    def deed() -> Response:
        reporting.reword(
            get_session(), current_actor(), issue,
            title=tidy(form.title.data), text=tidy(form.text.data), lang=form.lang.data, place=tidy(form.place.data),
            expected=form.version.seen, now=clock.now(),
        )  # fmt: skip
        flash_done(_("Your words are changed."))
        return redirect_to("issues.show", issue_id=issue.id)

    return carry_out(form, deed, show=lambda: page("issues/reword.html", form=form, issue=issue), changes=issue)
