"""The database itself refuses approval out of order, and the end of a meeting that nobody with a vote attended."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


# As in quarter/meetings/models/guards.py. On SQLite a table that they speak of cannot be rebuilt while they are there.
ORDER_GUARDS = {
    "sqlite": (
        """CREATE TRIGGER minutes_answered BEFORE UPDATE OF state ON minutes
        WHEN NEW.state = 'approved' AND OLD.state <> 'approved'
        AND EXISTS (SELECT 1 FROM minutes_objection WHERE meeting_id = NEW.meeting_id AND state = 'open')
        BEGIN SELECT RAISE(ABORT, 'minutes are approved when every objection has its answer'); END""",
        """CREATE TRIGGER minutes_approved_later BEFORE UPDATE OF approved_in_id ON minutes
        WHEN NEW.approved_in_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM meeting AS recorded JOIN meeting AS approving ON approving.group_id = recorded.group_id
            WHERE recorded.id = NEW.meeting_id AND approving.id = NEW.approved_in_id
            AND approving.opened_at >= recorded.ended_at
        )
        BEGIN SELECT RAISE(ABORT, 'a later meeting of the group approves minutes'); END""",
        """CREATE TRIGGER meeting_was_attended BEFORE UPDATE OF state ON meeting
        WHEN NEW.state = 'ended' AND OLD.state <> 'ended' AND NEW.not_held_because = ''
        AND NOT EXISTS (
            SELECT 1 FROM attendance JOIN seat ON seat.id = attendance.seat_id
            WHERE attendance.meeting_id = NEW.id AND seat.role IN ('member', 'substitute')
        )
        BEGIN SELECT RAISE(ABORT, 'somebody with a vote was there when a meeting ends'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_unanswered_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM minutes_objection WHERE meeting_id = NEW.meeting_id AND state = 'open') THEN
                RAISE EXCEPTION 'minutes are approved when every objection has its answer'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_answered BEFORE UPDATE OF state ON minutes FOR EACH ROW
        WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION refuse_unanswered_minutes()""",
        """CREATE FUNCTION refuse_early_approval() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (
                SELECT 1 FROM meeting AS recorded JOIN meeting AS approving ON approving.group_id = recorded.group_id
                WHERE recorded.id = NEW.meeting_id AND approving.id = NEW.approved_in_id
                AND approving.opened_at >= recorded.ended_at
            ) THEN
                RAISE EXCEPTION 'a later meeting of the group approves minutes'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_approved_later BEFORE UPDATE OF approved_in_id ON minutes FOR EACH ROW
        WHEN (NEW.approved_in_id IS NOT NULL) EXECUTE FUNCTION refuse_early_approval()""",
        """CREATE FUNCTION refuse_unattended_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (
                SELECT 1 FROM attendance JOIN seat ON seat.id = attendance.seat_id
                WHERE attendance.meeting_id = NEW.id AND seat.role IN ('member', 'substitute')
            ) THEN
                RAISE EXCEPTION 'somebody with a vote was there when a meeting ends'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER meeting_was_attended BEFORE UPDATE OF state ON meeting FOR EACH ROW
        WHEN (NEW.state = 'ended' AND OLD.state <> 'ended' AND NEW.not_held_because = '')
        EXECUTE FUNCTION refuse_unattended_meeting()""",
    ),
}
ORDER_GUARDS_DROP = {
    "sqlite": (
        "DROP TRIGGER minutes_answered",
        "DROP TRIGGER minutes_approved_later",
        "DROP TRIGGER meeting_was_attended",
    ),
    "postgresql": (
        "DROP FUNCTION refuse_unanswered_minutes() CASCADE",
        "DROP FUNCTION refuse_early_approval() CASCADE",
        "DROP FUNCTION refuse_unattended_meeting() CASCADE",
    ),
}


def upgrade() -> None:
    for statement in ORDER_GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in ORDER_GUARDS_DROP[op.get_bind().dialect.name]:
        op.execute(statement)
