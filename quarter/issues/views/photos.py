"""Photos of an issue: more of them by whoever reported it, and one taken away."""

from dataclasses import dataclass

from flask import Response, request
from flask_babel import gettext as _
from sqlmodel import Session

from quarter.foundation import clock
from quarter.issues import queries, service
from quarter.issues.forms import PhotoForm
from quarter.issues.models import Issue, IssuePhoto
from quarter.issues.policy import Permission
from quarter.issues.views.blueprint import blueprint
from quarter.web.permits import allow, current_actor, require
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session, release_lock


@dataclass(frozen=True)
class PhotoOfIssue:
    """A photo together with its issue, so that policies can judge it."""

    issue: Issue
    shown: IssuePhoto

    @property
    def group_id(self) -> int:
        return self.issue.group_id

    @property
    def reporter_id(self) -> int:
        return self.issue.reporter_id


def _photo_of_issue(session: Session, issue_id: int, number: int) -> PhotoOfIssue | None:
    issue, shown = queries.get_issue(session, issue_id), queries.get_photo(session, issue_id, number)
    return PhotoOfIssue(issue, shown) if issue and shown else None


@blueprint.route("/<int:issue_id>/photos", methods=["GET", "POST"])
@allow(Permission.ADD_PHOTO, load=queries.get_issue)
@takes_files(megabytes=MEGABYTES)
def add_photo(issue: Issue) -> Response:
    form = PhotoForm()
    if request.method == "POST":
        release_lock()  # to read a photo takes a while, and nobody shall wait for it
    if not form.is_sent_and_valid():
        status = 422 if form.is_submitted() else 200
        return page("issues/add_photo.html", form=form, issue=issue, status=status)
    require(Permission.ADD_PHOTO, issue)  # asked again: the lock was free meanwhile
    service.add_photo(get_session(), current_actor(), issue, form.shown, lang=form.lang.data, now=clock.now())
    flash_done(_("Your photo is here for everyone to see."))
    return redirect_to("issues.show", issue_id=issue.id, _anchor="photos")


@blueprint.route("/<int:issue_id>/photos/<int:number>/remove", methods=["GET", "POST"])
@allow(Permission.REMOVE_PHOTO, load=_photo_of_issue)
def remove_photo(of: PhotoOfIssue) -> Response:
    if request.method == "GET":
        return page("issues/remove_photo.html", issue=of.issue, shown=of.shown)
    service.remove_photo(get_session(), current_actor(), of.issue, of.shown, now=clock.now())
    flash_done(_("The photo is gone."))
    return redirect_to("issues.show", issue_id=of.issue.id)
