"""Files attached to meetings and to items of their agendas."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.String(length=60), nullable=False),
        sa.Column("attached_by_id", sa.Integer(), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_meeting_attachment_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_meeting_attachment_sha256")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"],
            name=op.f("fk_meeting_attachment_agenda_item_id_meeting_id_agenda_item"),
        ),
        sa.ForeignKeyConstraint(
            ["attached_by_id"], ["person.id"], name=op.f("fk_meeting_attachment_attached_by_id_person")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_attachment_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attachment")),
    )  # fmt: skip
    op.create_index(op.f("ix_meeting_attachment_agenda_item_id"), "meeting_attachment", ["agenda_item_id"])
    op.create_index(op.f("ix_meeting_attachment_meeting_id"), "meeting_attachment", ["meeting_id"])


def downgrade() -> None:
    op.drop_table("meeting_attachment")
