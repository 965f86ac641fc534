"""What the database itself refuses about meetings."""

from collections.abc import Iterator

from quarter.actions.models import Action
from quarter.foundation.models import Table, attach
from quarter.meetings.models.agenda import AgendaItem, Attachment
from quarter.meetings.models.assembly import Attendance, ConflictOfInterest, OfficeHeld
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


# The rows of which the record tells. Whoever writes one of them, in whatever room, touches the record: an approval then
# looks whether what went round still says what the rows say. It is said each time, so that whoever writes waits for
# whoever is sending the record round. The migration carries this too.
_EACH = ("INSERT", "UPDATE", "DELETE")
_TOLD: tuple[tuple[type[Table], tuple[str, ...]], ...] = (
    (AgendaItem, ("UPDATE OF notes",)),
    (Attachment, _EACH),
    (Attendance, _EACH),
    (OfficeHeld, _EACH),
    (ConflictOfInterest, _EACH),
    (Action, ("INSERT", "UPDATE OF agenda_item_id, title, due_on")),
)
_TOUCH = """UPDATE meeting SET record_is_touched = {true}
            WHERE record_closed_at IS NULL AND id = {meeting};"""


def touching(table: str, names_meeting: bool, deeds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The triggers of a table whose rows name their meeting, or else their agenda item: by engine."""
    of = "meeting" if names_meeting else "item"
    for deed in deeds:
        name = f"{table}_touches_record_{deed.split()[0].lower()}"
        row = "OLD" if deed == "DELETE" else "NEW"
        meeting = (
            f"{row}.meeting_id" if names_meeting
            else f"(SELECT meeting_id FROM agenda_item WHERE agenda_item.id = {row}.agenda_item_id)"
        )  # fmt: skip
        touch = _TOUCH.format(true="1", meeting=meeting)
        yield "sqlite", f"CREATE TRIGGER {name} AFTER {deed} ON {table}\n        BEGIN {touch} END"
        yield (
            "postgresql",
            (f"CREATE TRIGGER {name} AFTER {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION touch_record_of_{of}()"),
        )


def _function(of: str, meeting: str) -> str:
    touch = _TOUCH.format(true="true", meeting=meeting)
    return f"""CREATE FUNCTION touch_record_of_{of}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {touch}
            RETURN NULL;
        END $$"""


TOUCHING_FUNCTIONS = (
    _function("meeting", "COALESCE(NEW.meeting_id, OLD.meeting_id)"),
    _function(
        "item",
        "(SELECT meeting_id FROM agenda_item WHERE agenda_item.id = COALESCE(NEW.agenda_item_id, OLD.agenda_item_id))",
    ),
)
TOUCHING_FUNCTIONS_DROP = tuple(f"DROP FUNCTION IF EXISTS touch_record_of_{of}() CASCADE" for of in ("meeting", "item"))


# What is agreed when the record is closed already follows from the decision, and is no part of the meeting any more.
_FOLLOWS = """UPDATE action SET agenda_item_id = NULL
            WHERE id = NEW.id AND decision_id IS NOT NULL AND agenda_item_id IN (
                SELECT agenda_item.id FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id
                WHERE meeting.record_closed_at IS NOT NULL
            );"""
FOLLOWING = {
    "sqlite": (f"CREATE TRIGGER action_after_closed_record AFTER INSERT ON action\n        BEGIN {_FOLLOWS} END",),
    "postgresql": (
        f"""CREATE FUNCTION leave_closed_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {_FOLLOWS}
            RETURN NULL;
        END $$""",
        """CREATE TRIGGER action_after_closed_record AFTER INSERT ON action
        FOR EACH ROW EXECUTE FUNCTION leave_closed_record()""",
    ),
}
FOLLOWING_DROP = {"postgresql": ("DROP FUNCTION IF EXISTS leave_closed_record()",)}


attach(Meeting, "after_create", GUARDS)
attach(Meeting, "after_create", {"postgresql": TOUCHING_FUNCTIONS})
attach(Meeting, "after_drop", GUARDS_DROP)
attach(Meeting, "after_drop", {"postgresql": TOUCHING_FUNCTIONS_DROP})
for _model, _deeds in _TOLD:
    for _engine, _trigger in touching(_model.__table__.name, "meeting_id" in _model.__table__.c, _deeds):
        attach(_model, "after_create", {_engine: (_trigger,)})
attach(Action, "after_create", FOLLOWING)
attach(Action, "after_drop", FOLLOWING_DROP)
