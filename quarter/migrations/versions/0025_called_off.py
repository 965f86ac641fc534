"""A planned meeting can be called off, with its reason."""

import sqlalchemy as sa
from alembic import op

from quarter.migrations import without_triggers

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with without_triggers(), op.batch_alter_table("meeting") as meeting:
        meeting.add_column(
            sa.Column("called_off_because", sa.String(length=300), nullable=False, server_default=sa.text("''"))
        )
        meeting.drop_constraint(op.f("ck_meeting_state"), type_="check")
        meeting.drop_constraint(op.f("ck_meeting_opened"), type_="check")
        meeting.create_check_constraint(
            op.f("ck_meeting_state"), "state IN ('planned', 'running', 'ended', 'called_off')"
        )
        meeting.create_check_constraint(
            op.f("ck_meeting_opened"), "(state IN ('planned', 'called_off')) = (opened_at IS NULL)"
        )
        meeting.create_check_constraint(
            op.f("ck_meeting_called_off"), "(state = 'called_off') = (called_off_because <> '')"
        )


def downgrade() -> None:
    """What was called off was planned once: without the word for it, it is so again."""
    with without_triggers():
        with op.batch_alter_table("meeting") as meeting:
            meeting.drop_constraint(op.f("ck_meeting_called_off"), type_="check")
        op.execute("UPDATE meeting SET state = 'planned' WHERE state = 'called_off'")
        with op.batch_alter_table("meeting") as meeting:
            meeting.drop_constraint(op.f("ck_meeting_state"), type_="check")
            meeting.drop_constraint(op.f("ck_meeting_opened"), type_="check")
            meeting.create_check_constraint(op.f("ck_meeting_state"), "state IN ('planned', 'running', 'ended')")
            meeting.create_check_constraint(op.f("ck_meeting_opened"), "(state = 'planned') = (opened_at IS NULL)")
            meeting.drop_column("called_off_because")
