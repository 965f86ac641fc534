from sqlmodel import Session, col, select

from quarter.charters.models import Charter


def get_charter(session: Session, group_id: int) -> Charter:
    """The charter in force: the highest version."""
    query = select(Charter).where(Charter.group_id == group_id).order_by(col(Charter.version).desc()).limit(1)
    return session.exec(query).one()
