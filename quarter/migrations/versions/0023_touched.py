"""A meeting knows whether something was written, of which the record tells, since it last went round."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# As in quarter/meetings/models/guards.py.
EACH = ("INSERT", "UPDATE", "DELETE")
TOLD = (
    ("agenda_item", "meeting", ("UPDATE OF notes",)),
    ("meeting_attachment", "meeting", EACH),
    ("attendance", "meeting", EACH),
    ("meeting_office", "meeting", EACH),
    ("conflict_of_interest", "item", EACH),
    ("action", "item", ("INSERT", "UPDATE OF agenda_item_id, title, due_on")),
)
MEETING = {
    "meeting": "{row}.meeting_id",
    "item": "(SELECT meeting_id FROM agenda_item WHERE agenda_item.id = {row}.agenda_item_id)",
}
FUNCTIONS = (
    """CREATE FUNCTION touch_record_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE meeting SET record_is_touched = true
            WHERE record_closed_at IS NULL AND id = COALESCE(NEW.meeting_id, OLD.meeting_id);
            RETURN NULL;
        END $$""",
    """CREATE FUNCTION touch_record_of_item() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE meeting SET record_is_touched = true
            WHERE record_closed_at IS NULL AND id = (SELECT meeting_id FROM agenda_item WHERE agenda_item.id = COALESCE(NEW.agenda_item_id, OLD.agenda_item_id));
            RETURN NULL;
        END $$""",
)


FOLLOWS = """UPDATE action SET agenda_item_id = NULL
            WHERE id = NEW.id AND decision_id IS NOT NULL AND agenda_item_id IN (
                SELECT agenda_item.id FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id
                WHERE meeting.record_closed_at IS NOT NULL
            );"""
FOLLOWING = {
    "sqlite": (f"CREATE TRIGGER action_after_closed_record AFTER INSERT ON action\n        BEGIN {FOLLOWS} END",),
    "postgresql": (
        f"""CREATE FUNCTION leave_closed_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {FOLLOWS}
            RETURN NULL;
        END $$""",
        """CREATE TRIGGER action_after_closed_record AFTER INSERT ON action
        FOR EACH ROW EXECUTE FUNCTION leave_closed_record()""",
    ),
}
FOLLOWING_DROP = {
    "sqlite": "DROP TRIGGER action_after_closed_record",
    "postgresql": "DROP FUNCTION leave_closed_record() CASCADE",
}


def upgrade() -> None:
    op.add_column("meeting", sa.Column("record_is_touched", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Nobody noted it so far, so each record that waits for its approval is compared with the rows, as before.
    touched = sa.text("UPDATE meeting SET record_is_touched = :yes WHERE record_closed_at IS NULL")
    op.execute(touched.bindparams(sa.bindparam("yes", True, sa.Boolean)))
    for statement in FOLLOWING[op.get_bind().dialect.name]:
        op.execute(statement)
    if _is_sqlite():
        for table, of, deed in _triggers():
            row = "OLD" if deed == "DELETE" else "NEW"
            op.execute(
                f"""CREATE TRIGGER {_name(table, deed)} AFTER {deed} ON {table}
        BEGIN UPDATE meeting SET record_is_touched = 1
            WHERE record_closed_at IS NULL AND id = {MEETING[of].format(row=row)}; END"""
            )
        return
    for function in FUNCTIONS:
        op.execute(function)
    for table, of, deed in _triggers():
        op.execute(
            f"CREATE TRIGGER {_name(table, deed)} AFTER {deed} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION touch_record_of_{of}()"
        )


def downgrade() -> None:
    op.execute(FOLLOWING_DROP[op.get_bind().dialect.name])
    if _is_sqlite():
        for table, _of, deed in _triggers():
            op.execute(f"DROP TRIGGER {_name(table, deed)}")
    else:
        for of in MEETING:
            op.execute(f"DROP FUNCTION touch_record_of_{of}() CASCADE")
    op.drop_column("meeting", "record_is_touched")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _triggers() -> list[tuple[str, str, str]]:
    return [(table, of, deed) for table, of, deeds in TOLD for deed in deeds]


def _name(table: str, deed: str) -> str:
    return f"{table}_touches_record_{deed.split()[0].lower()}"
