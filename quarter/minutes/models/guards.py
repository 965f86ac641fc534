"""What the database itself refuses about minutes: approval out of order, an unsigned seal, and any change of it."""

from quarter.foundation.models import attach
from quarter.minutes.models import KeptFile, MinutesRecord, MinutesSignature, RecordedName

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


# Approved are minutes whose objections have their answers, by a later meeting of the group or in writing, and with
# them their meeting is closed.
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
        """CREATE TRIGGER minutes_close_their_meeting BEFORE UPDATE OF state ON minutes
        WHEN NEW.state = 'approved' AND OLD.state <> 'approved'
        AND EXISTS (SELECT 1 FROM meeting WHERE id = NEW.meeting_id AND record_closed_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a meeting is closed when its minutes are approved'); END""",
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
ORDER_GUARDS_DROP = {
    "sqlite": (),
    "postgresql": (
        "DROP FUNCTION IF EXISTS refuse_unanswered_minutes()",
        "DROP FUNCTION IF EXISTS refuse_early_approval()",
        "DROP FUNCTION IF EXISTS refuse_open_meeting()",
    ),
}


# What is kept with the seal stays as it was issued.
_KEPT = ("minutes_edition", "minutes_file")
KEPT_GUARDS = {
    "sqlite": (
        *(
            f"""CREATE TRIGGER {table}_{deed.lower()} BEFORE {deed} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what is kept of sealed minutes cannot be changed'); END"""
            for table in _KEPT
            for deed in ("UPDATE", "DELETE")
        ),
        """CREATE TRIGGER minutes_edition_replace BEFORE INSERT ON minutes_edition
        WHEN EXISTS (SELECT 1 FROM minutes_edition WHERE meeting_id = NEW.meeting_id AND number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'what is kept of sealed minutes cannot be changed'); END""",
        """CREATE TRIGGER minutes_file_replace BEFORE INSERT ON minutes_file
        WHEN EXISTS (
            SELECT 1 FROM minutes_file WHERE meeting_id = NEW.meeting_id AND edition = NEW.edition
            AND extent = NEW.extent AND ending = NEW.ending
        )
        BEGIN SELECT RAISE(ABORT, 'what is kept of sealed minutes cannot be changed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_change_of_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'what is kept of sealed minutes cannot be changed'
            USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        *(
            f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change_of_kept()"""
            for table in _KEPT
        ),
    ),
}
KEPT_GUARDS_DROP = {"sqlite": (), "postgresql": ("DROP FUNCTION IF EXISTS refuse_change_of_kept() CASCADE",)}


# Of a name in sealed minutes it can only be noted that its agreement was taken back.
_NAMED = "meeting_id, person_id, name, is_named"
NAME_GUARDS = {
    "sqlite": tuple(
        f"""CREATE TRIGGER minutes_name_{deed.split()[0].lower()} BEFORE {deed} ON minutes_name
        WHEN EXISTS (SELECT 1 FROM minutes WHERE meeting_id = OLD.meeting_id AND state = 'sealed')
        BEGIN SELECT RAISE(ABORT, 'who is named in sealed minutes cannot be changed'); END"""
        for deed in (f"UPDATE OF {_NAMED}", "DELETE")
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_change_of_names() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM minutes WHERE meeting_id = OLD.meeting_id AND state = 'sealed') THEN
                RAISE EXCEPTION 'who is named in sealed minutes cannot be changed'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$""",
        f"""CREATE TRIGGER minutes_name_fixed BEFORE UPDATE OF {_NAMED} OR DELETE ON minutes_name
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_names()""",
    ),
}
NAME_GUARDS_DROP = {"sqlite": (), "postgresql": ("DROP FUNCTION IF EXISTS refuse_change_of_names() CASCADE",)}


attach(MinutesRecord, "after_create", SEALED_GUARDS)
attach(MinutesRecord, "after_drop", SEALED_GUARDS_DROP)
attach(MinutesSignature, "after_create", SIGNATURE_GUARDS)
attach(MinutesSignature, "after_drop", SIGNATURE_GUARDS_DROP)
attach(MinutesRecord, "after_create", ORDER_GUARDS)
attach(MinutesRecord, "after_drop", ORDER_GUARDS_DROP)
attach(KeptFile, "after_create", KEPT_GUARDS)
attach(KeptFile, "after_drop", KEPT_GUARDS_DROP)
attach(RecordedName, "after_create", NAME_GUARDS)
attach(RecordedName, "after_drop", NAME_GUARDS_DROP)
