"""Reporting an issue, in three steps: what it is about; where and what; a look before it is sent.

No step keeps anything here: what was written travels in the form's hidden fields, so the browser's way back, two
windows and a night in between lose nothing. A visitor may write all of it, and says only at the end who they are.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from sqlmodel import Session

from quarter.accounts import entrance
from quarter.accounts.entrance import Arrival
from quarter.accounts.models import Person
from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import default_group, get_group
from quarter.issues.domain import Category
from quarter.issues.forms import IssueForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.queries.listing import IssueFilter, IssueLine, find_quarter_slug
from quarter.issues.queries.similar import list_similar
from quarter.issues.service import reporting
from quarter.issues.views.blueprint import blueprint
from quarter.web import limits
from quarter.web.forms import tidy
from quarter.web.locale import day, today
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, can, current_actor, require
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session, give_back_transaction, is_unsafe, release_lock


def _group_to_report_to(session: Session) -> Group | None:
    """The group that the address names, else the one of the first quarter."""
    if "group" not in request.args:
        return default_group(session)
    wanted = request.args.get("group", type=int)
    return None if wanted is None else get_group(session, wanted)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.SEE, load=_group_to_report_to)
@takes_files(megabytes=MEGABYTES)
def report(group: Group) -> Response:
    """The first two steps are pages with an address; from there on, the button that is pressed says where to go."""
    if not is_unsafe():
        return _begin(group)
    release_lock()  # to read a photo takes a while, and nobody shall wait for it
    return DEEDS.get(request.form.get("to", ""), _look)(group, _form())


def _begin(group: Group) -> Response:
    category = request.args.get("category")
    if category not in list(Category):
        return _choose(group, _form(formdata=None))
    given = {name: request.args.get(name) for name in ("title", "place")}
    return _write(group, _form(formdata=None, category=Category(category), **given))


def _choose(group: Group, form: IssueForm) -> Response:
    """What it is about: also to think again, with all that was written since."""
    return _step("category", group, form) if _keep_photo(form) else _write(group, form, status=422)


def _write(group: Group, form: IssueForm, status: int = 200) -> Response:
    if form.category.data is None:
        form.category.validate(form)
        return _step("category", group, form, status=422)
    if status == 200 and not _keep_photo(form):
        status = 422
    return _step("write", group, form, status=status, similar=_similar(group, form))


def _look(group: Group, form: IssueForm) -> Response:
    if not form.validate():
        return _write(group, form, status=422)
    return _step("look", group, form, similar=_similar(group, form))


def _send(group: Group, form: IssueForm) -> Response:
    if not form.validate():
        return _write(group, form, status=422)
    if not current_actor().is_signed_in:
        return _ask_who(group, form, entrance.at_the_door())
    limits.count(limits.Deed.REPORT)
    return _post(group, form)


def _come_in(group: Group, form: IssueForm) -> Response:
    arrival = entrance.at_the_door(request.form["to"])
    return _post_as(group, form, arrival.person) if arrival.person else _ask_who(group, form, arrival)


DEEDS: dict[str, Callable[[Group, IssueForm], Response]] = {
    "category": _choose, "write": _write, "look": _look, "send": _send, "sign_in": _come_in, "sign_up": _come_in,
}  # fmt: skip


def _post_as(group: Group, form: IssueForm, person: Person) -> Response:
    """Sent by somebody who has just said who they are."""
    if not form.validate():
        return _write(group, form, status=422)
    limits.count(limits.Deed.REPORT)
    entrance.begin(person)
    return _post(group, form)


def _post(group: Group, form: IssueForm) -> Response:
    require(Permission.POST, group)  # asked only now: the lock was free, and a visitor has come in
    issue = reporting.post_issue(
        get_session(), current_actor(), group, **_reported(form), today=today(), now=clock.now()
    )
    flash_done(_thanks(issue))
    return redirect_to("issues.show", issue_id=issue.id)


def _thanks(issue: Issue) -> str:
    return _(
        "Thank you, your issue is here for everyone to see. The moderator asks the body in charge, "
        "and you get an answer by %(day)s at the latest.",
        day=day(issue.answer_due_on),
    )


def _reported(form: IssueForm) -> dict[str, Any]:
    return {
        "title": tidy(form.title.data),
        "text": tidy(form.text.data),
        "lang": form.lang.data,
        "category": form.category.data,
        "place": tidy(form.place.data),
        "latitude": form.latitude.data,
        "longitude": form.longitude.data,
        "photo": form.taken,
    }


def _form(**about: Any) -> IssueForm:
    form = IssueForm(**about)
    if not current_actor().is_signed_in:
        form.leave_photo_out()
    return form


def _keep_photo(form: IssueForm) -> bool:
    """A photo that came with a form that is not checked yet is stored, so that it travels on; False if it is none."""
    return not form.photo or not is_unsafe() or form.photo.validate(form)


def _similar(group: Group, form: IssueForm) -> list[IssueLine]:
    _free_lock()
    words = f"{form.title.data or ''} {form.place.data or ''}"
    category = form.category.data or Category.OTHER
    return list_similar(get_session(), group.id, category, words, form.point)


def _ask_who(group: Group, form: IssueForm, arrival: Arrival) -> Response:
    return _step("who", group, form, status=arrival.status, arrival=arrival)


def _step(name: str, group: Group, form: IssueForm, *, status: int = 200, **context: Any) -> Response:
    """A step's page; while somebody writes, htmx asks for what was reported already."""
    _free_lock()
    return page(
        f"issues/report/{name}.html",
        fragment="issues/report/_similar.html" if name == "write" else None,
        status=status,
        form=form,
        group=group,
        quarter_slug=find_quarter_slug(get_session(), IssueFilter(group=group.id)),
        may_send=can(Permission.POST, group),
        **context,
    )


def _free_lock() -> None:
    if is_unsafe():
        give_back_transaction()
