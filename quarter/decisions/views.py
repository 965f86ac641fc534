"""The register of decisions, one decision for its voters and for sceptics, and the deeds on it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlmodel import Session

from quarter.decisions.domain import (
    DecisionRefusal,
    DecisionState,
    FollowUp,
    Method,
    Outcome,
    RegisterFilter,
)
from quarter.decisions.explanation import describe_rule, explain
from quarter.decisions.follow_ups import follow_ups
from quarter.decisions.forms import CastForm, OpenForm, QuestionForm
from quarter.decisions.models import Decision
from quarter.decisions.policy import Permission
from quarter.decisions.queries.decision import (
    get_closed,
    get_readable,
    get_result,
    get_rule,
    list_rewordings,
)
from quarter.decisions.queries.register import (
    Narrowing,
    list_decided_topics,
    list_for_file,
    list_open,
    list_register,
    list_years,
)
from quarter.decisions.queries.voting import get_own_vote, get_turnout, list_ballots
from quarter.decisions.register import write_register
from quarter.decisions.register_pdf import say_narrowing, set_register
from quarter.decisions.service import closing, proposals, voting
from quarter.decisions.verification import canonical, verification_document
from quarter.foundation import clock
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.groups.queries import get_group, list_groups, list_organisations
from quarter.topics.queries import get_topic, list_topics_of_group, strip_for
from quarter.web import limits
from quarter.web.files import as_file
from quarter.web.filters import chosen_filters, search_words
from quarter.web.forms import carry_out, tidy
from quarter.web.hosts import full_address
from quarter.web.locale import get_masthead, page_words, timezone_name, today
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")


def _asked_group(session: Session) -> Group | None:
    """The group that a new question is for: that of the topic in the address, or the group named there."""
    topic = by_argument("topic", get_topic)(session)
    return get_group(session, topic.group_id) if topic else by_argument("group", get_group)(session)


@blueprint.get("")
@allow(Permission.SEE)
@repeatable
def index() -> Response:
    chosen, session, reader = _narrowing(), get_session(), current_actor()
    after = request.args.get("after")
    is_start = chosen.is_plain and after is None
    return page(
        "decisions/index.html",
        open_votes=list_open(session, chosen.quarter, chosen.group, reader=reader) if is_start else [],
        decisions=list_register(session, chosen, today(), after, reader=reader),
        chosen=chosen,
        filters=RegisterFilter,
        years=list_years(session, reader=reader),
        topics=list_decided_topics(session, reader=reader),
        organisations=list_organisations(session),
        follow_ups=FollowUp,
        register_address=url_for("decisions.register_csv", **vars(chosen)),
        register_pdf_address=url_for("decisions.register_pdf", **vars(chosen)),
        groups=[group for group in list_groups(session) if can(Permission.PROPOSE, group)],
    )


@blueprint.get("/register.csv")
@allow(Permission.SEE)
def register_csv() -> Response:
    rows = list_for_file(get_session(), _narrowing(), today(), reader=current_actor())
    addresses = [full_address(url_for("decisions.show", decision_id=row.id)) for row in rows]
    content = write_register(rows, addresses, page_words(), timezone_name())
    return as_file(content, f"decisions-{today().isoformat()}.csv", "text/csv")


@blueprint.get("/register.pdf")
@allow(Permission.SEE)
def register_pdf() -> Response:
    session, narrowing, words, reader = get_session(), _narrowing(), page_words(), current_actor()
    rows = list_for_file(session, narrowing, today(), reader=reader)
    content = set_register(
        rows, list(say_narrowing(session, narrowing, words, reader=reader)), words, issuer=get_masthead().municipality,
        number=[words.gettext("Decision %(number)s", number=row.number) for row in rows], now=clock.now(),
    )  # fmt: skip
    return as_file(content, f"decisions-{today().isoformat()}.pdf", "application/pdf")


@blueprint.get("/<int:decision_id>")
@allow(Permission.SEE, load=get_readable)
def show(decision: Decision) -> Response:
    return _show(decision)


@blueprint.get("/<int:decision_id>.json")
@allow(Permission.SEE, load=get_closed)
def verify(decision: Decision) -> Response:
    number = str(decision.number).replace("/", "-")
    ballots = list_ballots(get_session(), decision)
    content = canonical(verification_document(decision, _group_of(decision).name, ballots))
    return as_file(content, f"decision-{number}.json", "application/json")


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.PROPOSE, load=_asked_group)
def propose(group: Group) -> Response:
    form = QuestionForm(**{name: request.args.get(name) for name in ("topic", "title", "question")})
    form.offer_topics(list_topics_of_group(get_session(), group.id))

    def deed() -> Response:
        limits.count(limits.Deed.PROPOSAL)
        decision = proposals.propose(
            get_session(), current_actor(), group, **_written(form),
            method=Method.ONLINE, topic_id=form.topic.data, now=clock.now(),
        )  # fmt: skip
        flash_done(_("The question is written down. Voting begins when the secretary or moderator opens it."))
        return redirect_to("decisions.show", decision_id=decision.id)

    return carry_out(form, deed, show=lambda: page("decisions/form.html", form=form, group=group, reworded=None))


@blueprint.route("/<int:decision_id>/reword", methods=["GET", "POST"])
@allow(Permission.PROPOSE, load=get_readable)
def reword(decision: Decision) -> Response:
    if decision.outcome is not Outcome.NOT_CARRIED:
        raise Refusal(DecisionRefusal.NOT_REWORDABLE)
    form = QuestionForm(title=decision.title, question=decision.question, lang=decision.lang)
    form.keep_matter(decision.method)

    def deed() -> Response:
        again = proposals.reword(get_session(), current_actor(), decision, **_written(form), now=clock.now())
        flash_done(_("The new question is written down, next to the one that was not carried."))
        return redirect_to("decisions.show", decision_id=again.id)

    def show() -> Response:
        return page("decisions/form.html", form=form, group=_group_of(decision), reworded=decision)

    return carry_out(form, deed, show)


@blueprint.post("/<int:decision_id>/open")
@allow(Permission.OPEN, load=get_readable)
def open_vote(decision: Decision) -> Response:
    form = OpenForm()

    def deed() -> Response:
        voting.open_vote(get_session(), current_actor(), decision, closes_at=form.closes_at.data, now=clock.now())
        flash_done(_("The vote is open. All voting seats of today are on its roll."))
        return redirect_to("decisions.show", decision_id=decision.id)

    return carry_out(form, deed, show=lambda: _show(decision, open_form=form))


@blueprint.post("/<int:decision_id>/ballot")
@allow(Permission.CAST, load=get_readable)
def cast(decision: Decision) -> Response:
    form = CastForm()

    def deed() -> Response:
        voting.cast_ballot(get_session(), current_actor(), decision, form.choice.data, now=clock.now())
        flash_done(_("Your vote is noted. You can change it until the deadline; then all votes become public."))
        return redirect_to("decisions.show", decision_id=decision.id)

    return carry_out(form, deed, show=lambda: _show(decision, cast_form=form))


@blueprint.post("/<int:decision_id>/close")
@allow(Permission.CLOSE, load=get_readable)
def close(decision: Decision) -> Response:
    closing.close(get_session(), current_actor(), decision, now=clock.now())
    flash_done(_("The votes are counted."))
    return redirect_to("decisions.show", decision_id=decision.id)


def _show(decision: Decision, *, cast_form: CastForm | None = None, open_form: OpenForm | None = None) -> Response:
    session, reader = get_session(), current_actor()
    is_open = decision.state is DecisionState.OPEN
    own = get_own_vote(session, decision, reader) if is_open else None
    return page(
        "decisions/show.html",
        decision=decision,
        group=_group_of(decision),
        topic=get_topic(session, decision.topic_id) if decision.topic_id else None,
        strip=strip_for(session, "decision", decision, reader=reader),
        rule=describe_rule(get_rule(session, decision), page_words()),
        own=own,
        turnout=get_turnout(session, decision) if is_open else None,
        is_running=is_open and decision.closes_at is not None and clock.now() < decision.closes_at,
        cast_form=cast_form or CastForm(formdata=None, choice=own.choice if own else None),
        open_form=open_form or OpenForm(formdata=None, closes_at=decision.closes_at),
        reworded_from=get_readable(session, decision.reworded_from_id, reader),
        rewordings=list_rewordings(session, decision, reader=reader),
        **_result(decision),
    )


def _result(decision: Decision) -> dict[str, Any]:
    """What is known once the votes are counted."""
    session, result = get_session(), get_result(decision)
    if result is None:
        return {"result": None, "ballots": [], "following": []}
    ballots = list_ballots(session, decision)
    return {
        "result": result,
        "explanation": explain(result, page_words()),
        "ballots": ballots,
        "fingerprint": verification_document(decision, _group_of(decision).name, ballots)["sha256"],
        "following": follow_ups().list_agreed(session, decision.id, current_actor()),
    }


def _narrowing() -> Narrowing:
    chosen = chosen_filters(
        quarter=int,
        group=int,
        state=RegisterFilter,
        year=int,
        topic=int,
        organisation=int,
        actions=FollowUp,
        q=search_words,
    )
    return Narrowing(**chosen)


def _written(form: QuestionForm) -> dict[str, Any]:
    return {
        "title": tidy(form.title.data),
        "question": tidy(form.question.data),
        "lang": form.lang.data,
        "closes_at": form.closes_at.data if form.closes_at else None,
    }


def _group_of(decision: Decision) -> Group:
    return get_session().get_one(Group, decision.group_id)
