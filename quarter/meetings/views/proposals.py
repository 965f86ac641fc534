"""Proposing an item for the agenda, and the answer: a place on an agenda, or why not."""

from dataclasses import dataclass
from typing import Any

from flask import Response
from sqlmodel import Session

from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import get_group
from quarter.issues.models import Issue
from quarter.issues.queries.issue import get_issue
from quarter.meetings.forms.agenda import DeclineProposalForm, ProposalForm
from quarter.meetings.models import AgendaProposal, Meeting
from quarter.meetings.policy import Permission
from quarter.meetings.queries.meetings import get_meeting, list_ahead
from quarter.meetings.queries.proposals import (
    find_meeting_of,
    get_proposal,
    get_proposal_for_meeting,
    get_proposer_name,
)
from quarter.meetings.service import proposals as service
from quarter.meetings.views.blueprint import blueprint
from quarter.topics.models import Topic
from quarter.topics.queries import get_topic
from quarter.web import limits
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import gettext as _
from quarter.web.mail import mail_is_set_up
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session


@dataclass(frozen=True)
class Occasion:
    """To whom something is proposed, and what it is about, if it began at a topic or an issue."""

    group: Group
    topic: Topic | None = None
    issue: Issue | None = None

    @property
    def about(self) -> Topic | Issue | None:
        return self.topic or self.issue


def _find_occasion(session: Session) -> Occasion | None:
    topic, issue = by_argument("topic", get_topic)(session), by_argument("issue", get_issue)(session)
    about = topic or issue
    group = get_group(session, about.group_id) if about else by_argument("group", get_group)(session)
    return Occasion(group, topic, issue) if group else None


@blueprint.route("/proposals/new", methods=["GET", "POST"])
@allow(Permission.PROPOSE, load=_find_occasion)
def propose(occasion: Occasion) -> Response:
    about = occasion.about
    form = ProposalForm(**({"title": about.title, "lang": about.lang} if about else {}))

    def deed() -> Response:
        limits.count(limits.Deed.PROPOSAL)
        proposal = service.propose_item(
            get_session(), current_actor(), occasion.group, title=tidy(form.title.data), reason=tidy(form.reason.data),
            lang=form.lang.data, minutes_wished=form.minutes_wished.data, topic=occasion.topic, issue=occasion.issue,
            now=clock.now(),
        )  # fmt: skip
        flash_done(
            _("The moderator has your proposal now. You get a mail when it is answered.")
            if mail_is_set_up()
            else _("The moderator has your proposal now. The answer will stand here.")
        )
        return redirect_to("meetings.proposal", proposal_id=proposal.id)

    return carry_out(form, deed, show=lambda: page("meetings/propose.html", form=form, occasion=occasion))


@blueprint.get("/proposals/<int:proposal_id>")
@allow(Permission.SEE_PROPOSAL, load=get_proposal)
def proposal(proposal: AgendaProposal) -> Response:
    return _show(proposal)


@blueprint.post("/<int:meeting_id>/agenda/proposals/<int:proposal_id>")
@allow(Permission.ANSWER_PROPOSAL, load=get_meeting, part=get_proposal_for_meeting)
def take_proposal(meeting: Meeting, proposal: AgendaProposal) -> Response:
    service.take_proposal(get_session(), current_actor(), proposal, meeting, now=clock.now())
    flash_done(
        _("The proposal is on the agenda. Whoever made it is told by mail.")
        if mail_is_set_up()
        else _("The proposal is on the agenda.")
    )
    return redirect_to("meetings.agenda", meeting_id=meeting.id)


@blueprint.route("/proposals/<int:proposal_id>/decline", methods=["GET", "POST"])
@allow(Permission.ANSWER_PROPOSAL, load=get_proposal)
def decline_proposal(proposal: AgendaProposal) -> Response:
    form = DeclineProposalForm()

    def deed() -> Response:
        answer, lang = tidy(form.answer.data), form.lang.data
        service.decline_proposal(get_session(), current_actor(), proposal, answer=answer, lang=lang, now=clock.now())
        flash_done(
            _("Whoever made the proposal is told by mail, with your reason.")
            if mail_is_set_up()
            else _("Your reason stands with the proposal.")
        )
        return redirect_to("meetings.proposal", proposal_id=proposal.id)

    return carry_out(form, deed, show=lambda: page("meetings/decline_proposal.html", form=form, proposal=proposal))


def _show(proposal: AgendaProposal) -> Response:
    session = get_session()
    shown: dict[str, Any] = {"coming": []}
    if can(Permission.ANSWER_PROPOSAL, proposal):
        shown["coming"] = list_ahead(session, proposal.group_id)
    return page(
        "meetings/proposal.html",
        proposal=proposal,
        proposer=get_proposer_name(session, proposal),
        meeting=find_meeting_of(session, proposal),
        **shown,
    )
