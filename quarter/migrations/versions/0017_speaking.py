"""The speaking list of a running meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speech",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(seat_id IS NULL) <> (guest_id IS NULL)", name=op.f("ck_speech_speaker")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"],
            name=op.f("fk_speech_agenda_item_id_meeting_id_agenda_item"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["meeting_guest.id"], name=op.f("fk_speech_guest_id_meeting_guest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speech_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_speech_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
    )  # fmt: skip
    op.create_index(op.f("ix_speech_meeting_id"), "speech", ["meeting_id"])
    _only_one("uq_speech_seat", ["agenda_item_id", "seat_id"], "ended_at IS NULL")
    _only_one("uq_speech_guest", ["agenda_item_id", "guest_id"], "ended_at IS NULL")
    _only_one("uq_speech_floor", ["meeting_id"], "begun_at IS NOT NULL AND ended_at IS NULL")


def _only_one(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "speech", columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_table("speech")
