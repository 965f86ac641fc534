"""What the database itself refuses about sealed minutes and their signatures."""

import sqlalchemy as sa
from sqlalchemy import event

from quarter.foundation.models import Table
from quarter.meetings.models.minutes import MinutesRecord, MinutesSignature

# Sealed minutes cannot be changed by any program that comes through the database's door, ours included.
# The migration carries these statements too. SQLite's INSERT OR REPLACE would pass a DELETE trigger by.
SEALED_GUARDS = {
    "sqlite": (
        """CREATE TRIGGER minutes_sealed_update BEFORE UPDATE ON minutes WHEN OLD.state = 'sealed'
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
        """CREATE TRIGGER minutes_sealed_delete BEFORE DELETE ON minutes WHEN OLD.state = 'sealed'
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
        """CREATE TRIGGER minutes_sealed_replace BEFORE INSERT ON minutes
        WHEN EXISTS (SELECT 1 FROM minutes WHERE meeting_id = NEW.meeting_id AND state = 'sealed')
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_sealed_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'sealed minutes cannot be changed'
            USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER minutes_sealed BEFORE UPDATE OR DELETE ON minutes
        FOR EACH ROW WHEN (OLD.state = 'sealed') EXECUTE FUNCTION refuse_sealed_minutes()""",
    ),
}
# The triggers go with their table; PostgreSQL's function has to be dropped after it.
SEALED_GUARDS_DROP = {"sqlite": (), "postgresql": ("DROP FUNCTION IF EXISTS refuse_sealed_minutes()",)}


# Nor is there a seal without both signatures, and with it they are as fixed as the text.
_SEALED = "EXISTS (SELECT 1 FROM minutes WHERE meeting_id = {row}.meeting_id AND state = 'sealed')"
_UNSIGNED = "(SELECT COUNT(*) FROM minutes_signature WHERE meeting_id = NEW.meeting_id) < 2"
SIGNATURE_GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER minutes_need_signatures BEFORE UPDATE ON minutes
        WHEN NEW.state = 'sealed' AND OLD.state <> 'sealed' AND {_UNSIGNED}
        BEGIN SELECT RAISE(ABORT, 'minutes are sealed with both signatures'); END""",
        *(
            f"""CREATE TRIGGER minutes_signature_{deed.lower()} BEFORE {deed} ON minutes_signature
            WHEN {_SEALED.format(row=row)}
            BEGIN SELECT RAISE(ABORT, 'signatures of sealed minutes cannot be changed'); END"""
            for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_unsigned_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_UNSIGNED} THEN
                RAISE EXCEPTION 'minutes are sealed with both signatures'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_need_signatures BEFORE UPDATE ON minutes FOR EACH ROW
        WHEN (NEW.state = 'sealed' AND OLD.state <> 'sealed') EXECUTE FUNCTION refuse_unsigned_minutes()""",
        """CREATE FUNCTION refuse_late_signature() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM minutes WHERE meeting_id IN (OLD.meeting_id, NEW.meeting_id) AND state = 'sealed'
            ) THEN
                RAISE EXCEPTION 'signatures of sealed minutes cannot be changed'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_signature_fixed BEFORE INSERT OR UPDATE OR DELETE ON minutes_signature
        FOR EACH ROW EXECUTE FUNCTION refuse_late_signature()""",
    ),
}
SIGNATURE_GUARDS_DROP = {
    "sqlite": (),
    "postgresql": (
        "DROP FUNCTION IF EXISTS refuse_late_signature()",
        "DROP FUNCTION IF EXISTS refuse_unsigned_minutes() CASCADE",
    ),
}


def _attach(model: type[Table], moment: str, statements: dict[str, tuple[str, ...]]) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    for dialect, ddl in statements.items():
        for statement in ddl:
            event.listen(table, moment, sa.DDL(statement).execute_if(dialect=dialect))


_attach(MinutesRecord, "after_create", SEALED_GUARDS)
_attach(MinutesRecord, "after_drop", SEALED_GUARDS_DROP)
_attach(MinutesSignature, "after_create", SIGNATURE_GUARDS)
_attach(MinutesSignature, "after_drop", SIGNATURE_GUARDS_DROP)
