"""What each seat answers to the invitation to a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_reply",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("reply", sa.String(length=40), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reply IN ('comes', 'cannot_come', 'sends_substitute')", name=op.f("ck_seat_reply_reply")),
        sa.CheckConstraint(
            "(reply = 'sends_substitute') = (substitute_id IS NOT NULL)", name=op.f("ck_seat_reply_names_substitute")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_seat_reply_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_reply_seat_id_seat")),
        sa.ForeignKeyConstraint(["substitute_id"], ["seat.id"], name=op.f("fk_seat_reply_substitute_id_seat")),
        sa.PrimaryKeyConstraint("meeting_id", "seat_id", name=op.f("pk_seat_reply")),
        sa.UniqueConstraint("meeting_id", "substitute_id", name=op.f("uq_seat_reply_meeting_id_substitute_id")),
    )


def downgrade() -> None:
    op.drop_table("seat_reply")
