"""Asking an organisation to answer, and its answer."""

from flask import Response

from quarter.foundation import clock
from quarter.foundation.multilingual import isolated, label
from quarter.groups.models import Organisation
from quarter.groups.queries import list_organisations
from quarter.issues.forms import AnswerForm, AskForm
from quarter.issues.models import Issue
from quarter.issues.policy import Permission
from quarter.issues.queries.issue import get_issue, list_answers, read_issue
from quarter.issues.service import answering
from quarter.issues.views.blueprint import blueprint, is_overdue
from quarter.web.forms import Option, carry_out, tidy
from quarter.web.locale import day
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.photos import MEGABYTES
from quarter.web.rendering import flash_done, page, redirect_back_or
from quarter.web.security import takes_files
from quarter.web.session import get_session


@blueprint.route("/<int:issue_id>/ask", methods=["GET", "POST"])
@allow(Permission.ASK, load=get_issue)
def ask(issue: Issue) -> Response:
    form = _ask_form(issue)

    def deed() -> Response:
        body = get_session().get_one(Organisation, form.organisation.data)
        answering.ask_organisation(
            get_session(), current_actor(), issue, body, expected=form.version.seen, now=clock.now()
        )
        flash_done(_asked(issue, body.name))
        return redirect_back_or("issues.show", issue_id=issue.id)

    return carry_out(form, deed, show=lambda: page("issues/ask.html", form=form, issue=issue), changes=issue)


@blueprint.route("/<int:issue_id>/answer", methods=["GET", "POST"])
@allow(Permission.ANSWER, load=get_issue)
@takes_files(megabytes=MEGABYTES)
def answer(issue: Issue) -> Response:
    form = AnswerForm(version=issue.version)

    def deed() -> Response:
        answering.answer(
            get_session(), current_actor(), issue, issue.organisation_id,
            text=tidy(form.text.data), lang=form.lang.data, state=form.state.data, photo=form.taken,
            expected=form.version.seen, now=clock.now(),
        )  # fmt: skip
        state = _(label(issue.state))
        sentence = _("Everyone can read your answer to “%(title)s” now. The issue is: %(state)s.")
        flash_done(sentence % {"title": isolated(issue.title), "state": state})
        return redirect_back_or("issues.show", issue_id=issue.id)

    return carry_out(form, deed, show=lambda: _answer_page(issue, form), changes=issue)


def _asked(issue: Issue, name: str) -> str:
    if is_overdue(issue):
        return _("%(organisation)s is asked to answer now: the answer is overdue.", organisation=name)
    return _("%(organisation)s is asked to answer by %(day)s.", organisation=name, day=day(issue.answer_due_on))


def _ask_form(issue: Issue) -> AskForm:
    form = AskForm(organisation=issue.organisation_id, version=issue.version)
    bodies = [Option(row.id, row.name) for row in list_organisations(get_session())]
    form.organisation.choices = [Option("", _("Please choose")), *bodies]
    return form


def _answer_page(issue: Issue, form: AnswerForm) -> Response:
    """The form beside the last answer; or, if it came meanwhile, below it as what somebody else has written."""
    around = read_issue(get_session(), issue.id)
    last = next(iter(list_answers(get_session(), issue.id)), None)
    if form.theirs and last is None:
        form.problems.append(_("Somebody else changed this issue meanwhile. Please look again, then send."))
    theirs, before = (last, None) if form.theirs else (None, last)
    return page("issues/answer.html", form=form, issue=issue, around=around, theirs=theirs, before=before)
