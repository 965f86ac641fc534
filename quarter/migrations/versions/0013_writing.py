"""What is noted while a meeting runs."""

import sqlalchemy as sa
from alembic import op

revision = "0013_writing"
down_revision = "0010_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notes_writer",
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("wrote_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_notes_writer_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notes_writer_person_id_person")),
        sa.PrimaryKeyConstraint("agenda_item_id", "person_id", name=op.f("pk_notes_writer")),
    )


def downgrade() -> None:
    op.drop_table("notes_writer")
