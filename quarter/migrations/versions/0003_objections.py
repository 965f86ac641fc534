"""Objections to minutes, the charter's time for them, and the meeting that approved them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("charter") as charter:
        charter.add_column(sa.Column("objection_days", sa.Integer(), nullable=False, server_default="14"))
        charter.add_column(sa.Column("silence_approves", sa.Boolean(), nullable=False, server_default=sa.false()))
        charter.create_check_constraint(op.f("ck_charter_objection_days"), "objection_days > 0")
    with op.batch_alter_table("charter") as charter:
        charter.alter_column("objection_days", server_default=None)
        charter.alter_column("silence_approves", server_default=None)
    op.create_table(
        "minutes_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_lang", sa.String(length=12), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'accepted', 'declined')", name=op.f("ck_minutes_objection_state")),
        sa.CheckConstraint("(state = 'open') = (answered_at IS NULL)", name=op.f("ck_minutes_objection_answered")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_objection_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_minutes_objection_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_minutes_objection_author_id_person")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_minutes_objection_answered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_objection")),
    )
    op.create_index(op.f("ix_minutes_objection_meeting_id"), "minutes_objection", ["meeting_id"])
    # No batch here: on SQLite it would make the table anew, without the triggers that guard sealed minutes.
    op.execute(
        "ALTER TABLE minutes ADD COLUMN approved_in_id INTEGER"
        " CONSTRAINT fk_minutes_approved_in_id_meeting REFERENCES meeting (id)"
    )


def downgrade() -> None:
    guards = _guards()
    with op.batch_alter_table("minutes") as minutes:
        minutes.drop_column("approved_in_id")
    for guard in guards:
        op.execute(guard)
    op.drop_table("minutes_objection")
    with op.batch_alter_table("charter") as charter:
        charter.drop_constraint(op.f("ck_charter_objection_days"), type_="check")
        charter.drop_column("silence_approves")
        charter.drop_column("objection_days")


def _guards() -> Sequence[str]:
    """On SQLite a later migration has made the table anew, so it has to be made anew once more, and its triggers too."""
    if op.get_bind().dialect.name != "sqlite":
        return ()
    made = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'minutes'"
    return op.get_bind().exec_driver_sql(made).scalars().all()
