"""Reporting an issue, and saying better what was reported."""

from datetime import date, datetime

from sqlmodel import Session

from quarter.charters.queries import get_charter
from quarter.foundation.actors import Actor
from quarter.foundation.db import bump_version
from quarter.foundation.pictures import Photo
from quarter.foundation.recording import record
from quarter.foundation.subjects import keep
from quarter.groups.models import Group
from quarter.issues.domain import Category, answer_due_on
from quarter.issues.events import IssuePosted, IssueReworded
from quarter.issues.models import Issue
from quarter.issues.service.photos import photo_of_issue
from quarter.voices import service as voices


def post_issue(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    text: str,
    lang: str,
    category: Category,
    place: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    photo: Photo | None = None,
    today: date,
    now: datetime,
) -> Issue:
    """Report an issue to a group. The charter says until when it is answered; whoever reports it follows it."""
    issue = Issue(
        quarter_id=group.quarter_id,
        group_id=group.id,
        reporter_id=actor.signed_in_id,
        title=title,
        text=text,
        lang=lang,
        category=category,
        place=place,
        latitude=latitude,
        longitude=longitude,
        posted_at=now,
        answer_due_on=answer_due_on(today, get_charter(session, group.id).answer_days),
    )
    session.add(issue)
    session.flush()
    keep(session, issue.subject())
    if photo:
        session.add(photo_of_issue(issue, photo, number=1, lang=lang, now=now))
    record(session, actor, issue.event(IssuePosted), now=now)
    voices.follow(session, actor, issue, now=now)
    return issue


def reword(
    session: Session, actor: Actor, issue: Issue, *, title: str, text: str, lang: str, place: str, expected: int,
    now: datetime,
) -> None:  # fmt: skip
    """Say better what one reported; LostUpdate as in `answer`, so nobody's answer loses its question."""
    bump_version(session, issue, expected)
    issue.title, issue.text, issue.lang, issue.place = title, text, lang, place
    keep(session, issue.subject())
    record(session, actor, issue.event(IssueReworded), now=now)
