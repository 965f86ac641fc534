"""Issues like one that is being written."""

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.models import list_rows
from quarter.issues.domain import OPEN_STATES, Category, telling_stems
from quarter.issues.queries.listing import AMONG, ISSUE, NEWEST, IssueLine, lines

FEW, NEARBY = 3, 0.0007  # so many are shown; degrees, some fifty metres
SAME = 2.5  # to be about the same is worth more than two words alike


def list_similar(
    session: Session, group_id: int, category: Category, words: str, point: tuple[float, float] | None = None
) -> list[IssueLine]:
    """A few open issues like the one being written, the most alike first.

    What is about the same comes first, then what is alike by the words of title and place or by the point
    (latitude, longitude): to write more never drives the category's own away.
    Only the newest issues of the group are compared, so that it is quick in any year.
    """
    newest = (
        sa.select(ISSUE.id)
        .where(ISSUE.group_id == group_id, ISSUE.state.in_(OPEN_STATES))
        .order_by(*(key.desc() for key in NEWEST))
        .limit(AMONG)
    )
    same = ISSUE.category == category
    alike = [_says(stem) for stem in telling_stems(words)] + ([_is_near(*point)] if point else [])
    likeness = sum((sa.case((each, 1.0), else_=0.0) for each in alike), sa.case((same, SAME), else_=0.0))
    query = (
        lines()
        .where(ISSUE.id.in_(newest), sa.or_(same, *alike))
        .order_by(likeness.desc(), *(key.desc() for key in NEWEST))
        .limit(FEW)
    )
    return list_rows(session, query, IssueLine)


def _says(stem: str) -> sa.ColumnElement[bool]:
    return sa.or_(*(text.icontains(stem, autoescape=True) for text in (ISSUE.title, ISSUE.place)))


def _is_near(latitude: float, longitude: float) -> sa.ColumnElement[bool]:
    return sa.and_(
        ISSUE.latitude.between(latitude - NEARBY, latitude + NEARBY),
        ISSUE.longitude.between(longitude - 2 * NEARBY, longitude + 2 * NEARBY),
    )
