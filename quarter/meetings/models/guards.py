"""What the database itself refuses about meetings."""

from quarter.foundation.models import attach
from quarter.meetings.models.meeting import Meeting

# No meeting ends without anybody with a vote noted in the room, unless it says why it was not held; and once its
# minutes are approved it stays closed. The migrations carry these statements too.
GUARDS = {
    "sqlite": (
        """CREATE TRIGGER meeting_was_attended BEFORE UPDATE OF state ON meeting
        WHEN NEW.state = 'ended' AND OLD.state <> 'ended' AND NEW.not_held_because = ''
        AND NOT EXISTS (
            SELECT 1 FROM attendance JOIN seat ON seat.id = attendance.seat_id
            WHERE attendance.meeting_id = NEW.id AND seat.role IN ('member', 'substitute')
        )
        BEGIN SELECT RAISE(ABORT, 'somebody with a vote was there when a meeting ends'); END""",
        """CREATE TRIGGER meeting_stays_closed BEFORE UPDATE OF record_closed_at ON meeting
        WHEN OLD.record_closed_at IS NOT NULL AND NEW.record_closed_at IS NOT OLD.record_closed_at
        BEGIN SELECT RAISE(ABORT, 'a closed meeting stays closed'); END""",
    ),
    "postgresql": (
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
        """CREATE FUNCTION refuse_reopened_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'a closed meeting stays closed'
            USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER meeting_stays_closed BEFORE UPDATE OF record_closed_at ON meeting FOR EACH ROW
        WHEN (OLD.record_closed_at IS NOT NULL AND NEW.record_closed_at IS DISTINCT FROM OLD.record_closed_at)
        EXECUTE FUNCTION refuse_reopened_meeting()""",
    ),
}
# The triggers go with their table; PostgreSQL's functions have to be dropped after it.
GUARDS_DROP = {
    "sqlite": (),
    "postgresql": (
        "DROP FUNCTION IF EXISTS refuse_unattended_meeting()",
        "DROP FUNCTION IF EXISTS refuse_reopened_meeting()",
    ),
}


attach(Meeting, "after_create", GUARDS)
attach(Meeting, "after_drop", GUARDS_DROP)
