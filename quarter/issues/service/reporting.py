"""Deeds with issues: report, reword, show in photos, comment, support, answer, ask, put under a topic."""

from datetime import date, datetime

from sqlmodel import Session, select

from quarter.charters.queries import get_charter
from quarter.foundation.actors import Actor
from quarter.foundation.audit import file_under_topic
from quarter.foundation.db import bump_version
from quarter.foundation.events import Event
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import (
    ANSWER_STATES,
    MOST_PHOTOS,
    Category,
    IssueRefusal,
    IssueState,
    answer_due_on,
)
from quarter.issues.events import (
    ANSWER_EVENTS,
    CommentPosted,
    IssueAttachedToTopic,
    IssuePosted,
    IssueReworded,
    IssueSupported,
    PhotoAdded,
    PhotoRemoved,
    ResponsibleBodyAsked,
    SupportWithdrawn,
)
from quarter.issues.models import Answer, Issue, IssuePhoto
from quarter.topics import service as topics
from quarter.topics.models import Topic
from quarter.voices import service as voices
from quarter.voices.domain import Photo, photo_columns
from quarter.voices.models import Comment


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
        session.add(_shown(issue, photo, number=1, lang=lang, now=now))
    record(session, actor, _about(IssuePosted, issue), now=now)
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
    record(session, actor, _about(IssueReworded, issue), now=now)


def add_photo(session: Session, actor: Actor, issue: Issue, photo: Photo, *, lang: str, now: datetime) -> IssuePhoto:
    """Show more of what was reported; refused when there are six photos already."""
    session.refresh(issue, with_for_update=True)
    taken = set(session.exec(select(IssuePhoto.number).where(IssuePhoto.issue_id == issue.id)))
    free = next((number for number in range(1, MOST_PHOTOS + 1) if number not in taken), None)
    if free is None:
        raise Refusal(IssueRefusal.ENOUGH_PHOTOS)
    shown = _shown(issue, photo, number=free, lang=lang, now=now)
    session.add(shown)
    record(session, actor, _about(PhotoAdded, issue), now=now)
    return shown


def remove_photo(session: Session, actor: Actor, issue: Issue, shown: IssuePhoto, *, now: datetime) -> None:
    """Take a photo away for good; its file is thrown away with the next day's rubbish."""
    session.delete(shown)
    record(session, actor, _about(PhotoRemoved, issue), now=now)


def comment(session: Session, actor: Actor, issue: Issue, *, text: str, lang: str, now: datetime) -> Comment:
    """Say something about an issue, for everyone to read."""
    return voices.comment(session, actor, issue, _about(CommentPosted, issue), text=text, lang=lang, now=now)


def support(session: Session, actor: Actor, issue: Issue, *, now: datetime) -> bool:
    """Support an issue; False if this person does so already."""
    return voices.support(session, actor, issue, _about(IssueSupported, issue), now=now)


def withdraw_support(session: Session, actor: Actor, issue: Issue, *, now: datetime) -> bool:
    """Take one's support back; False if there was none."""
    return voices.withdraw_support(session, actor, issue, _about(SupportWithdrawn, issue), now=now)


def ask_organisation(
    session: Session, actor: Actor, issue: Issue, organisation: Organisation, *, expected: int, now: datetime
) -> None:
    """Ask an organisation to answer, instead of the one asked before; LostUpdate as in `answer`."""
    if issue.organisation_id == organisation.id:
        return
    bump_version(session, issue, expected)
    issue.organisation_id = organisation.id
    record(session, actor, _about(ResponsibleBodyAsked, issue, organisation=organisation.name), now=now)


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
    record(session, actor, _about(ANSWER_EVENTS[state], issue, organisation=organisation.name), now=now)
    return given


def attach_to_topic(session: Session, actor: Actor, issue: Issue, topic: Topic, *, now: datetime) -> None:
    """Put an issue under a topic of its group, whose thread then tells what came before, too."""
    if topic.group_id != issue.group_id:
        raise Refusal(IssueRefusal.OTHER_GROUP)
    if topic.id == issue.topic_id:
        return
    issue.topic_id = topic.id
    keep(session, issue.subject())
    file_under_topic(session, topic.id, IssuePosted.kind, issue.id)
    record(session, actor, _about(IssueAttachedToTopic, issue), now=now)


def open_topic_from(
    session: Session, actor: Actor, issue: Issue, *, title: str, summary: str, lang: str, now: datetime
) -> Topic:
    """Open a topic of the issue's group, with the issue under it."""
    group = session.get_one(Group, issue.group_id)
    topic = topics.open_topic(session, actor, group, title=title, summary=summary, lang=lang, now=now)
    attach_to_topic(session, actor, issue, topic, now=now)
    return topic


def _shown(issue: Issue, photo: Photo, *, number: int, lang: str, now: datetime) -> IssuePhoto:
    return IssuePhoto(issue_id=issue.id, number=number, lang=lang, added_at=now, **photo_columns(photo))


def _about(event: type[Event], issue: Issue, **details: str) -> Event:
    return event(subject_id=issue.id, group_id=issue.group_id, topic_id=issue.topic_id, title=issue.title, **details)
