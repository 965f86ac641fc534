"""The register of decisions, one decision for its voters and for sceptics, and the deeds on it."""

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
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
    get_decision,
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
from quarter.web.filters import chosen_filters, search_words
from quarter.web.forms import tidy
from quarter.web.locale import get_masthead, page_words, timezone_name, today
from quarter.web.permits import allow, by_argument, can, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.repeats import repeatable
from quarter.web.session import get_session

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")


def _asked_group(session: Session) -> Group | None:
    """The group that a new question is for: that of the topic in the address, or the group named there."""
    topic = by_argument("topic", get_topic)(session)
    return get_group(session, topic.group_id) if topic else by_argument("group", get_group)(session)


def _find(session: Session, decision_id: int) -> Decision | None:
    return get_readable(session, decision_id, current_actor())


def _find_closed(session: Session, decision_id: int) -> Decision | None:
    return get_closed(session, decision_id, current_actor())


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
        years=list_years(session),
        topics=list_decided_topics(session),
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
    addresses = [url_for("decisions.show", decision_id=row.id, _external=True) for row in rows]
    answer = Response(write_register(rows, addresses, page_words(), timezone_name()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="decisions-{today().isoformat()}.csv"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(["Cookie", "Accept-Language"])
    return answer


@blueprint.get("/register.pdf")
@allow(Permission.SEE)
def register_pdf() -> Response:
    session, narrowing, words = get_session(), _narrowing(), page_words()
    rows = list_for_file(session, narrowing, today(), reader=current_actor())
    content = set_register(
        rows, list(say_narrowing(session, narrowing, words)), words, issuer=get_masthead().municipality,
        number=[words.gettext("Decision %(number)s", number=row.number) for row in rows], now=clock.now(),
    )  # fmt: skip
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="decisions-{today().isoformat()}.pdf"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(["Cookie", "Accept-Language"])
    return answer


@blueprint.get("/<int:decision_id>")
@allow(Permission.SEE, load=_find)
def show(decision: Decision) -> Response:
    return _show(decision)


@blueprint.get("/<int:decision_id>.json")
@allow(Permission.SEE, load=_find_closed)
def verify(decision: Decision) -> Response:
    response = current_app.response_class(canonical(_verification(decision)), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="decision-{_file_number(decision)}.json"'
    return response


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Permission.PROPOSE, load=_asked_group)
def propose(group: Group) -> Response:
    form = QuestionForm(**{name: request.args.get(name) for name in ("topic", "title", "question")})
    form.offer_topics(list_topics_of_group(get_session(), group.id))
    if not form.is_sent_and_valid():
        return _form(form, group, status=422 if form.is_submitted() else 200)
    decision = proposals.propose(
        get_session(), current_actor(), group, **_written(form),
        method=Method.ONLINE, topic_id=form.topic.data, now=clock.now(),
    )  # fmt: skip
    flash_done(_("The question is written down. Voting begins when the secretary or moderator opens it."))
    return redirect_to("decisions.show", decision_id=decision.id)


@blueprint.route("/<int:decision_id>/reword", methods=["GET", "POST"])
@allow(Permission.PROPOSE, load=get_decision)
def reword(decision: Decision) -> Response:
    if decision.outcome is not Outcome.NOT_CARRIED:
        raise Refusal(DecisionRefusal.NOT_REWORDABLE)
    form = QuestionForm(title=decision.title, question=decision.question, lang=decision.lang)
    form.keep_matter(decision.method)
    if not form.is_sent_and_valid():
        group = get_group(get_session(), decision.group_id)
        return _form(form, group, reworded=decision, status=422 if form.is_submitted() else 200)
    again = proposals.reword(get_session(), current_actor(), decision, **_written(form), now=clock.now())
    flash_done(_("The new question is written down, next to the one that was not carried."))
    return redirect_to("decisions.show", decision_id=again.id)


@blueprint.post("/<int:decision_id>/open")
@allow(Permission.OPEN, load=get_decision)
def open_vote(decision: Decision) -> Response:
    form = OpenForm()
    if not form.is_sent_and_valid():
        return _show(decision, open_form=form, status=422)
    try:
        voting.open_vote(get_session(), current_actor(), decision, closes_at=form.closes_at.data, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(decision, open_form=form, status=409)
    flash_done(_("The vote is open. All voting seats of today are on its roll."))
    return redirect_to("decisions.show", decision_id=decision.id)


@blueprint.post("/<int:decision_id>/ballot")
@allow(Permission.CAST, load=get_decision)
def cast(decision: Decision) -> Response:
    form = CastForm()
    if not form.is_sent_and_valid():
        return _show(decision, cast_form=form, status=422)
    try:
        voting.cast_ballot(get_session(), current_actor(), decision, form.choice.data, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(decision, cast_form=form, status=409)
    flash_done(_("Your vote is noted. You can change it until the deadline; then all votes become public."))
    return redirect_to("decisions.show", decision_id=decision.id)


@blueprint.post("/<int:decision_id>/close")
@allow(Permission.CLOSE, load=get_decision)
def close(decision: Decision) -> Response:
    closing.close(get_session(), current_actor(), decision, now=clock.now())
    flash_done(_("The votes are counted."))
    return redirect_to("decisions.show", decision_id=decision.id)


def _show(
    decision: Decision,
    *,
    cast_form: CastForm | None = None,
    open_form: OpenForm | None = None,
    status: int = 200,
) -> Response:
    session, words, reader = get_session(), page_words(), current_actor()
    is_open = decision.state is DecisionState.OPEN
    own = get_own_vote(session, decision, reader) if is_open else None
    result = get_result(decision)
    group = get_group(session, decision.group_id)
    ballots = list_ballots(session, decision)
    return page(
        "decisions/show.html",
        decision=decision,
        group=group,
        topic=get_topic(session, decision.topic_id) if decision.topic_id else None,
        strip=strip_for(session, "decision", decision, reader=reader),
        rule=describe_rule(get_rule(session, decision), words),
        own=own,
        turnout=get_turnout(session, decision) if is_open else None,
        is_running=is_open and clock.now() < decision.closes_at,
        cast_form=cast_form or CastForm(formdata=None, choice=own.choice if own else None),
        open_form=open_form or OpenForm(formdata=None, closes_at=decision.closes_at),
        result=result,
        explanation=explain(result, words) if result else None,
        ballots=ballots,
        fingerprint=verification_document(decision, group.name, ballots)["sha256"] if result else None,
        reworded_from=get_decision(session, decision.reworded_from_id),
        rewordings=list_rewordings(session, decision, reader=reader),
        following=follow_ups().list_agreed(session, decision.id, reader) if result else [],
        status=status,
    )


def _form(form: QuestionForm, group: Group, *, reworded: Decision | None = None, status: int) -> Response:
    return page("decisions/form.html", form=form, group=group, reworded=reworded, status=status)


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


def _verification(decision: Decision) -> dict[str, Any]:
    group = get_group(get_session(), decision.group_id)
    return verification_document(decision, group.name, list_ballots(get_session(), decision))


def _file_number(decision: Decision) -> str:
    return decision.number.replace("/", "-")
