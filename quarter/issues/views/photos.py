"""Photos of an issue: more of them by whoever reported it, and one taken away."""

from flask import Response, request

from quarter.foundation import clock
from quarter.issues.forms import PhotoForm
from quarter.issues.models import Issue, IssuePhoto
from quarter.issues.policy import Permission
from quarter.issues.queries.issue import get_issue, get_photo
from quarter.issues.service import photos
from quarter.issues.views.blueprint import blueprint
from quarter.web.forms import carry_out
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.route("/<int:issue_id>/photos", methods=["GET", "POST"])
@allow(Permission.ADD_PHOTO, load=get_issue)
@takes_files(megabytes=MEGABYTES)
def add_photo(issue: Issue) -> Response:
    form = PhotoForm()

    def deed() -> Response:
        photos.add_photo(get_session(), current_actor(), issue, form.chosen, lang=form.lang.data, now=clock.now())
        flash_done(_("Your photo is here for everyone to see."))
        return redirect_to("issues.show", issue_id=issue.id, _anchor="photos")

    return carry_out(form, deed, show=lambda: page("issues/add_photo.html", form=form, issue=issue))


@blueprint.route("/<int:issue_id>/photos/<int:number>/remove", methods=["GET", "POST"])
@allow(Permission.REMOVE_PHOTO, load=get_issue, part=get_photo)
def remove_photo(issue: Issue, shown: IssuePhoto) -> Response:
    if request.method == "GET":
        return page("issues/remove_photo.html", issue=issue, shown=shown)
    photos.remove_photo(get_session(), current_actor(), issue, shown, now=clock.now())
    flash_done(_("The photo is gone."))
    return redirect_to("issues.show", issue_id=issue.id)
