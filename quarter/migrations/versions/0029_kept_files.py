"""Of sealed minutes the files are kept, the editions of the public version, and who is named in it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# As in quarter/minutes/models/guards.py.
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
FUNCTIONS = ("refuse_change_of_kept", "refuse_change_of_names")


def upgrade() -> None:
    op.add_column("minutes", sa.Column("form", sa.Integer(), nullable=False, server_default="1"))
    op.add_column(
        "meeting_guest", sa.Column("is_named_publicly", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _make_names()
    _make_editions()
    _make_files()
    for guards in (KEPT_GUARDS, NAME_GUARDS):
        for statement in guards[op.get_bind().dialect.name]:
            op.execute(statement)


def _make_names() -> None:
    op.create_table(
        "minutes_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["minutes.meeting_id"], name=op.f("fk_minutes_name_meeting_id_minutes")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_name_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_name")),
    )
    op.create_index(op.f("ix_minutes_name_meeting_id"), "minutes_name", ["meeting_id"])
    op.create_index(op.f("ix_minutes_name_person_id"), "minutes_name", ["person_id"])


def _make_editions() -> None:
    op.create_table(
        "minutes_edition",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("labels", sa.String(12), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["minutes.meeting_id"], name=op.f("fk_minutes_edition_meeting_id_minutes")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "number", name=op.f("pk_minutes_edition")),
    )


def _make_files() -> None:
    op.create_table(
        "minutes_file",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("extent", sa.String(40), nullable=False),
        sa.Column("ending", sa.String(12), nullable=False),
        sa.Column("file", sa.String(60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("extent IN ('full', 'public')", name=op.f("ck_minutes_file_extent")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "edition"],
            ["minutes_edition.meeting_id", "minutes_edition.number"],
            name=op.f("fk_minutes_file_meeting_id_minutes_edition"),
        ),
        sa.PrimaryKeyConstraint("meeting_id", "edition", "extent", "ending", name=op.f("pk_minutes_file")),
    )
    op.create_index(op.f("ix_minutes_file_file"), "minutes_file", ["file"])


def downgrade() -> None:
    for table in ("minutes_file", "minutes_edition", "minutes_name"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")
    op.drop_column("meeting_guest", "is_named_publicly")
    op.drop_column("minutes", "form")
