"""What people say to an issue, and whether they want the same (`voices`)."""

from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.issues.events import CommentPosted, IssueSupported, SupportWithdrawn
from quarter.issues.models import Issue
from quarter.voices import service as voices
from quarter.voices.models import Comment


def comment(session: Session, actor: Actor, issue: Issue, *, text: str, lang: str, now: datetime) -> Comment:
    """Say something about an issue, for everyone to read."""
    return voices.comment(session, actor, issue, issue.event(CommentPosted), text=text, lang=lang, now=now)


def support(session: Session, actor: Actor, issue: Issue, *, now: datetime) -> bool:
    """Support an issue; False if this person does so already."""
    return voices.support(session, actor, issue, issue.event(IssueSupported), now=now)


def withdraw_support(session: Session, actor: Actor, issue: Issue, *, now: datetime) -> bool:
    """Take one's support back; False if there was none."""
    return voices.withdraw_support(session, actor, issue, issue.event(SupportWithdrawn), now=now)
