"""Showing what was reported in photos."""

from datetime import datetime

from sqlmodel import Session, select

from quarter.foundation.actors import Actor
from quarter.foundation.pictures import Photo
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.issues.domain import MOST_PHOTOS, IssueRefusal
from quarter.issues.events import PhotoAdded, PhotoRemoved
from quarter.issues.models import Issue, IssuePhoto
from quarter.voices.domain import photo_columns


def add_photo(session: Session, actor: Actor, issue: Issue, photo: Photo, *, lang: str, now: datetime) -> IssuePhoto:
    """Show more of what was reported; refused when there are six photos already."""
    session.refresh(issue, with_for_update=True)
    taken = set(session.exec(select(IssuePhoto.number).where(IssuePhoto.issue_id == issue.id)))
    free = next((number for number in range(1, MOST_PHOTOS + 1) if number not in taken), None)
    if free is None:
        raise Refusal(IssueRefusal.ENOUGH_PHOTOS)
    shown = photo_of_issue(issue, photo, number=free, lang=lang, now=now)
    session.add(shown)
    record(session, actor, issue.event(PhotoAdded), now=now)
    return shown


def remove_photo(session: Session, actor: Actor, issue: Issue, shown: IssuePhoto, *, now: datetime) -> None:
    """Take a photo away for good; its file is thrown away with the next day's rubbish."""
    session.delete(shown)
    record(session, actor, issue.event(PhotoRemoved), now=now)


def photo_of_issue(issue: Issue, photo: Photo, *, number: int, lang: str, now: datetime) -> IssuePhoto:
    """A photo of an issue, under its number."""
    return IssuePhoto(issue_id=issue.id, number=number, lang=lang, added_at=now, **photo_columns(photo))
