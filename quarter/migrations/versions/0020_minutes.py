"""A meeting knows since when its record lies before everybody and since when it is closed; a draft has no row."""

import sqlalchemy as sa
from alembic import op

from quarter.migrations import without_triggers

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# As in quarter/meetings/models/guards.py and quarter/minutes/models/guards.py.
GUARDS = {
    "sqlite": (
        """CREATE TRIGGER meeting_stays_closed BEFORE UPDATE OF record_closed_at ON meeting
        WHEN OLD.record_closed_at IS NOT NULL AND NEW.record_closed_at IS NOT OLD.record_closed_at
        BEGIN SELECT RAISE(ABORT, 'a closed meeting stays closed'); END""",
        """CREATE TRIGGER minutes_close_their_meeting BEFORE UPDATE OF state ON minutes
        WHEN NEW.state = 'approved' AND OLD.state <> 'approved'
        AND EXISTS (SELECT 1 FROM meeting WHERE id = NEW.meeting_id AND record_closed_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a meeting is closed when its minutes are approved'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_reopened_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'a closed meeting stays closed'
            USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER meeting_stays_closed BEFORE UPDATE OF record_closed_at ON meeting FOR EACH ROW
        WHEN (OLD.record_closed_at IS NOT NULL AND NEW.record_closed_at IS DISTINCT FROM OLD.record_closed_at)
        EXECUTE FUNCTION refuse_reopened_meeting()""",
        """CREATE FUNCTION refuse_open_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM meeting WHERE id = NEW.meeting_id AND record_closed_at IS NULL) THEN
                RAISE EXCEPTION 'a meeting is closed when its minutes are approved'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_close_their_meeting BEFORE UPDATE OF state ON minutes FOR EACH ROW
        WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION refuse_open_meeting()""",
    ),
}
GUARDS_DROP = {
    "sqlite": ("DROP TRIGGER meeting_stays_closed", "DROP TRIGGER minutes_close_their_meeting"),
    "postgresql": ("DROP FUNCTION refuse_reopened_meeting() CASCADE", "DROP FUNCTION refuse_open_meeting() CASCADE"),
}
NOTE_RECORDS = """
    UPDATE meeting SET
    record_went_round_at = (
        SELECT COALESCE(circulated_at, approved_at, sealed_at) FROM minutes
        WHERE meeting_id = meeting.id AND minutes.state <> 'draft'
    ),
    record_closed_at = (
        SELECT COALESCE(approved_at, sealed_at) FROM minutes
        WHERE meeting_id = meeting.id AND minutes.state IN ('approved', 'sealed')
    )
"""
MAKE_DRAFTS = """
    INSERT INTO minutes (meeting_id, state, version)
    SELECT id, 'draft', 1 FROM meeting WHERE id NOT IN (SELECT meeting_id FROM minutes)
"""


def upgrade() -> None:
    with without_triggers():
        with op.batch_alter_table("meeting") as meeting:
            meeting.add_column(sa.Column("record_went_round_at", sa.DateTime(timezone=True), nullable=True))
            meeting.add_column(sa.Column("record_closed_at", sa.DateTime(timezone=True), nullable=True))
        op.execute(NOTE_RECORDS)
        op.execute("DELETE FROM minutes WHERE state = 'draft' AND document IS NULL")
        with op.batch_alter_table("meeting") as meeting:
            meeting.create_check_constraint(
                op.f("ck_meeting_record_went_round"), "record_went_round_at IS NULL OR state = 'ended'"
            )
            meeting.create_check_constraint(
                op.f("ck_meeting_record_closed"), "record_closed_at IS NULL OR record_went_round_at IS NOT NULL"
            )
        with op.batch_alter_table("minutes") as minutes:
            minutes.drop_constraint(op.f("ck_minutes_circulated_has_document"), type_="check")
            minutes.drop_constraint(op.f("ck_minutes_state"), type_="check")
            minutes.create_check_constraint(op.f("ck_minutes_state"), "state IN ('circulated', 'approved', 'sealed')")
            minutes.alter_column("document", existing_type=sa.Text(), nullable=False)
            minutes.alter_column("circulated_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in GUARDS_DROP[op.get_bind().dialect.name]:
        op.execute(statement)
    with without_triggers():
        with op.batch_alter_table("minutes") as minutes:
            minutes.alter_column("circulated_at", existing_type=sa.DateTime(timezone=True), nullable=True)
            minutes.alter_column("document", existing_type=sa.Text(), nullable=True)
            minutes.drop_constraint(op.f("ck_minutes_state"), type_="check")
            minutes.create_check_constraint(
                op.f("ck_minutes_state"), "state IN ('draft', 'circulated', 'approved', 'sealed')"
            )
            minutes.create_check_constraint(
                op.f("ck_minutes_circulated_has_document"), "state = 'draft' OR document IS NOT NULL"
            )
        op.execute(MAKE_DRAFTS)
        with op.batch_alter_table("meeting") as meeting:
            meeting.drop_constraint(op.f("ck_meeting_record_closed"), type_="check")
            meeting.drop_constraint(op.f("ck_meeting_record_went_round"), type_="check")
            meeting.drop_column("record_closed_at")
            meeting.drop_column("record_went_round_at")
