"""Asking an organisation, and its answer."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.pictures import Photo
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Organisation
from quarter.issues.domain import ANSWER_STATES, IssueRefusal, IssueState
from quarter.issues.events import ANSWER_EVENTS, ResponsibleBodyAsked
from quarter.issues.models import Answer, Issue
from quarter.voices.domain import photo_columns


def ask_organisation(
    session: Session, actor: Actor, issue: Issue, organisation: Organisation, *, expected: int, now: datetime
) -> None:
    """Ask an organisation to answer, instead of the one asked before; LostUpdate as in `answer`."""
    if issue.organisation_id == organisation.id:
        return
    bump_version(session, issue, expected)
    issue.organisation_id = organisation.id
    record(session, actor, issue.event(ResponsibleBodyAsked, organisation=organisation.name), now=now)


def answer(
    session: Session,
    actor: Actor,
    issue: Issue,
    organisation_id: int | None,
    *,
    text: str,
    lang: str,
    state: IssueState,
    photo: Photo | None = None,
    expected: int,
    now: datetime,
) -> Answer:
    """Answer for the body that was asked, and say what becomes of the issue.

    LostUpdate if there was another answer, or another body asked, since version `expected`.
    """
    if organisation_id is None or organisation_id != issue.organisation_id:
        raise Refusal(IssueRefusal.NOT_ASKED)
    if state not in ANSWER_STATES:
        raise Refusal(IssueRefusal.NOT_AN_ANSWER)
    bump_version(session, issue, expected)
    given = Answer(
        issue_id=issue.id,
        organisation_id=organisation_id,
        author_id=actor.signed_in_id,
        text=text,
        lang=lang,
        state=state,
        answered_at=now,
        **photo_columns(photo),
    )
    session.add(given)
    issue.state = state
    organisation = session.get_one(Organisation, organisation_id)
    record(session, actor, issue.event(ANSWER_EVENTS[state], organisation=organisation.name), now=now)
    return given
