"""The numbers of meetings begin again with each year."""

from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MEETING = sa.table(
    "meeting", sa.column("id", sa.Integer), sa.column("year", sa.Integer),
    sa.column("starts_at", sa.DateTime(timezone=True)),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("year", sa.Integer(), nullable=True))
    _note_years()
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("year", existing_type=sa.Integer(), nullable=False)
        meeting.drop_constraint(op.f("uq_meeting_group_id_number"), type_="unique")
        meeting.create_unique_constraint(op.f("uq_meeting_group_id_year_number"), ["group_id", "year", "number"])


def _note_years() -> None:
    """Numbers that were given stay: of a group they differ over all years, and so in each."""
    connection = op.get_bind()
    zone = ZoneInfo(connection.execute(sa.text("SELECT timezone FROM municipality")).scalar() or "UTC")
    for row in connection.execute(sa.select(MEETING.c.id, MEETING.c.starts_at)).all():
        starts_at = row.starts_at if row.starts_at.tzinfo else row.starts_at.replace(tzinfo=ZoneInfo("UTC"))
        year = starts_at.astimezone(zone).year
        connection.execute(sa.update(MEETING).where(MEETING.c.id == row.id).values(year=year))


def downgrade() -> None:
    # The second year of a group begins at 1001 then, so that no number stands twice.
    op.execute(
        "UPDATE meeting SET number = number + 1000 * (year - "
        "(SELECT MIN(other.year) FROM meeting AS other WHERE other.group_id = meeting.group_id))"
    )
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_constraint(op.f("uq_meeting_group_id_year_number"), type_="unique")
        meeting.create_unique_constraint(op.f("uq_meeting_group_id_number"), ["group_id", "number"])
        meeting.drop_column("year")
