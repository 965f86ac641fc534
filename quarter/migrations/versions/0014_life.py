"""Minutes after the meeting: signatures, public version, corrections, translations."""

import sqlalchemy as sa
from alembic import op

revision = "0014_life"
down_revision = "0012_agenda"
branch_labels = None
depends_on = None


# No seal without both signatures, and none of them changed after it (quarter/meetings/models.py).
SIGNATURE_GUARDS = {
    "sqlite": (
        """CREATE TRIGGER minutes_need_signatures BEFORE UPDATE ON minutes
        WHEN NEW.state = 'sealed' AND OLD.state <> 'sealed'
        AND (SELECT COUNT(*) FROM minutes_signature WHERE meeting_id = NEW.meeting_id) < 2
        BEGIN SELECT RAISE(ABORT, 'minutes are sealed with both signatures'); END""",
        *(
            f"""CREATE TRIGGER minutes_signature_{deed.lower()} BEFORE {deed} ON minutes_signature
            WHEN EXISTS (SELECT 1 FROM minutes WHERE meeting_id = {row}.meeting_id AND state = 'sealed')
            BEGIN SELECT RAISE(ABORT, 'signatures of sealed minutes cannot be changed'); END"""
            for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_unsigned_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (SELECT COUNT(*) FROM minutes_signature WHERE meeting_id = NEW.meeting_id) < 2 THEN
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
# The trigger on `minutes` goes first: it speaks of a table that is gone afterwards.
SIGNATURE_GUARDS_DROP = {
    "sqlite": ("DROP TRIGGER minutes_need_signatures",),
    "postgresql": ("DROP TRIGGER minutes_need_signatures ON minutes", "DROP FUNCTION refuse_unsigned_minutes()"),
}


def upgrade() -> None:
    op.create_table(
        "minutes_signature",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('moderator', 'secretary')", name=op.f("ck_minutes_signature_role")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["minutes.meeting_id"], name=op.f("fk_minutes_signature_meeting_id_minutes")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "role", name=op.f("pk_minutes_signature")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_minutes_signature_meeting_id_person_id")),
    )
    for statement in SIGNATURE_GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in SIGNATURE_GUARDS_DROP[dialect]:
        op.execute(statement)
    op.drop_table("minutes_signature")
    if dialect == "postgresql":
        op.execute("DROP FUNCTION refuse_late_signature()")
