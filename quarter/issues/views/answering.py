"""Asking an organisation to answer, and its answer."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from quarter.foundation import clock
from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import isolated, label
from quarter.groups.queries import get_organisation, list_organisations
from quarter.issues import queries, service
from quarter.issues.forms import AnswerForm, AskForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.views.blueprint import blueprint, is_overdue
from quarter.web.forms import Option, tidy
from quarter.web.locale import day
from quarter.web.permits import allow, current_actor, require
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_back_or
from quarter.web.security import takes_files
from quarter.web.session import get_session, release_lock


@blueprint.route("/<int:issue_id>/ask", methods=["GET", "POST"])
@allow(Permission.ASK, load=queries.get_issue)
def ask(issue: Issue) -> Response:
    form = _ask_form(issue)
    if not form.is_sent_and_valid():
        return page("issues/ask.html", form=form, issue=issue, status=422 if form.is_submitted() else 200)
    body = get_organisation(get_session(), form.organisation.data)
    try:
        service.ask_organisation(
            get_session(), current_actor(), issue, body, expected=form.version.data, now=clock.now()
        )
    except LostUpdate:
        _go_on_from_newest(form, issue)
        form.problems.append(_("Somebody else changed this issue meanwhile. Please look again, then send."))
        return page("issues/ask.html", form=form, issue=issue, status=409)
    flash_done(_asked(issue, body.name))
    return redirect_back_or("issues.show", issue_id=issue.id)


@blueprint.route("/<int:issue_id>/answer", methods=["GET", "POST"])
@allow(Permission.ANSWER, load=queries.get_issue)
@takes_files(megabytes=MEGABYTES)
def answer(issue: Issue) -> Response:
    form = AnswerForm(version=issue.version)
    if request.method == "POST":
        release_lock()  # to read a photo takes a while, and nobody shall wait for it
    if not form.is_sent_and_valid():
        return _answer_page(issue, form, status=422 if form.is_submitted() else 200)
    require(Permission.ANSWER, issue)  # asked again: the lock was free meanwhile
    try:
        service.answer(
            get_session(), current_actor(), issue, issue.organisation_id,
            text=tidy(form.text.data), lang=form.lang.data, state=form.state.data, photo=form.shown,
            expected=form.version.data, now=clock.now(),
        )  # fmt: skip
    except LostUpdate:
        return _overtaken(issue, form)
    state = _(label(issue.state))
    sentence = _("Everyone can read your answer to “%(title)s” now. The issue is: %(state)s.")
    flash_done(sentence % {"title": isolated(issue.title), "state": state})
    return redirect_back_or("issues.show", issue_id=issue.id)


def _asked(issue: Issue, name: str) -> str:
    if is_overdue(issue):
        return _("%(organisation)s is asked to answer now: the answer is overdue.", organisation=name)
    return _("%(organisation)s is asked to answer by %(day)s.", organisation=name, day=day(issue.answer_due_on))


def _ask_form(issue: Issue) -> AskForm:
    form = AskForm(organisation=issue.organisation_id, version=issue.version)
    bodies = [Option(row.id, row.name) for row in list_organisations(get_session())]
    form.organisation.choices = [Option("", _("Please choose")), *bodies]
    return form


def _answer_page(issue: Issue, form: AnswerForm, *, status: int, theirs: Any = None) -> Response:
    around = queries.read_issue(get_session(), issue.id)
    before = None if theirs else next(iter(queries.list_answers(get_session(), issue.id)), None)
    shown = {"form": form, "issue": issue, "around": around, "theirs": theirs, "before": before}
    return page("issues/answer.html", **shown, status=status)


def _overtaken(issue: Issue, form: AnswerForm) -> Response:
    """Keep what was typed, and show the answer that came before it, if it was an answer."""
    _go_on_from_newest(form, issue)
    theirs = next(iter(queries.list_answers(get_session(), issue.id)), None)
    if theirs is None:
        form.problems.append(_("Somebody else changed this issue meanwhile. Please look again, then send."))
    return _answer_page(issue, form, status=409, theirs=theirs)


def _go_on_from_newest(form: AnswerForm | AskForm, issue: Issue) -> None:
    form.version.go_on_from(issue.version)
