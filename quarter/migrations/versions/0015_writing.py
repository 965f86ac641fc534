"""What is noted while a meeting runs."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("not_held_because", sa.String(length=300), nullable=True))
    op.execute("UPDATE meeting SET not_held_because = ''")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("not_held_because", existing_type=sa.String(length=300), nullable=False)
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
    op.create_table(
        "meeting_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_meeting_guest_times")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_guest_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_guest")),
    )
    op.create_index("ix_meeting_guest_meeting_id", "meeting_guest", ["meeting_id"])
    op.create_table(
        "meeting_break",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= begun_at", name=op.f("ck_meeting_break_times")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_break_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_break")),
    )
    op.create_index("ix_meeting_break_meeting_id", "meeting_break", ["meeting_id"])
    _only_one("uq_meeting_break_open", "meeting_break", ["meeting_id"], "ended_at IS NULL")
    op.create_table(
        "meeting_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("office IN ('chair', 'secretary')", name=op.f("ck_meeting_office_office")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_meeting_office_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_office_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_meeting_office_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_office")),
        sa.UniqueConstraint("agenda_item_id", "office", name=op.f("uq_meeting_office_agenda_item_id_office")),
    )
    op.create_index("ix_meeting_office_meeting_id", "meeting_office", ["meeting_id"])
    _only_one("uq_meeting_office_whole", "meeting_office", ["meeting_id", "office"], "agenda_item_id IS NULL")
    op.create_table(
        "conflict_of_interest",
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_conflict_of_interest_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_conflict_of_interest_seat_id_seat")),
        sa.PrimaryKeyConstraint("agenda_item_id", "seat_id", name=op.f("pk_conflict_of_interest")),
    )
    op.create_table(
        "motion",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_motion_decision_id_decision"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_motion_seat_id_seat")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_motion")),
    )


def _only_one(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for table in ("motion", "conflict_of_interest", "meeting_office", "meeting_break", "meeting_guest"):
        op.drop_table(table)
    op.drop_table("notes_writer")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("not_held_because")
