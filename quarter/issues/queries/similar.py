"""Issues like one that is being written."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.issues.domain import OPEN_STATES, Category, telling_stems
from quarter.issues.models import Issue
from quarter.issues.queries.listing import AMONG, rows

FEW, NEARBY = 3, 0.0007  # so many are shown; degrees, some fifty metres
SAME = 2.5  # to be about the same is worth more than two words alike


def list_similar(
    session: Session, group_id: int, category: Category, words: str, point: tuple[float, float] | None = None
) -> list[Any]:
    """A few open issues like the one being written, the most alike first; rows as in `list_issues`.

    What is about the same comes first, then what is alike by the words of title and place or by the point
    (latitude, longitude): to write more never drives the category's own away.
    Only the newest issues of the group are compared, so that it is quick in any year.
    """
    newest = (
        sa.select(Issue.id)
        .where(Issue.group_id == group_id, col(Issue.state).in_(OPEN_STATES))
        .order_by(col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(AMONG)
    )
    same = col(Issue.category) == category
    alike = [_says(stem) for stem in telling_stems(words)] + ([_is_near(*point)] if point else [])
    likeness = sum((sa.case((each, 1.0), else_=0.0) for each in alike), sa.case((same, SAME), else_=0.0))
    query = (
        rows()
        .where(col(Issue.id).in_(newest), sa.or_(same, *alike))
        .order_by(likeness.desc(), col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(FEW)
    )
    return list(session.execute(query).all())


def _says(stem: str) -> Any:
    return sa.or_(*(col(text).icontains(stem, autoescape=True) for text in (Issue.title, Issue.place)))


def _is_near(latitude: float, longitude: float) -> Any:
    return sa.and_(
        col(Issue.latitude).between(latitude - NEARBY, latitude + NEARBY),
        col(Issue.longitude).between(longitude - 2 * NEARBY, longitude + 2 * NEARBY),
    )
