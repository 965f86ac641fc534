"""Minutes after the meeting: signatures, public version, corrections, translations."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


# No seal without both signatures, and none of them changed after it (quarter/meetings/models/guards.py).
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
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("is_named_publicly", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("person") as person:
        person.alter_column("is_named_publicly", server_default=None)
    with op.batch_alter_table("agenda_item") as item:
        item.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        item.create_foreign_key(op.f("fk_agenda_item_corrects_id_agenda_item"), "agenda_item", ["corrects_id"], ["id"])
        item.create_check_constraint(op.f("ck_agenda_item_corrects_another"), "corrects_id <> id")
        item.create_index(op.f("ix_agenda_item_corrects_id"), ["corrects_id"])
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
    op.create_table(
        "minutes_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translated_by_id", sa.Integer(), nullable=False),
        sa.Column("translated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_translation_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["translated_by_id"], ["person.id"], name=op.f("fk_minutes_translation_translated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_translation")),
        sa.UniqueConstraint(
            "meeting_id", "original_sha256", "lang", name=op.f("uq_minutes_translation_meeting_id_original_sha256_lang")
        ),
    )
    op.create_table(
        "minutes_sealed_file",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=60), nullable=False),
        sa.Column("labels", sa.String(length=12), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["minutes.meeting_id"], name=op.f("fk_minutes_sealed_file_meeting_id_minutes")
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_minutes_sealed_file")),
    )
    for statement in SIGNATURE_GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in SIGNATURE_GUARDS_DROP[dialect]:
        op.execute(statement)
    op.drop_table("minutes_sealed_file")
    op.drop_table("minutes_translation")
    op.drop_table("minutes_signature")
    if dialect == "postgresql":
        op.execute("DROP FUNCTION refuse_late_signature()")
    with op.batch_alter_table("person") as person:
        person.drop_column("is_named_publicly")
    with op.batch_alter_table("agenda_item") as item:
        item.drop_index(op.f("ix_agenda_item_corrects_id"))
        item.drop_constraint(op.f("ck_agenda_item_corrects_another"), type_="check")
        item.drop_constraint(op.f("fk_agenda_item_corrects_id_agenda_item"), type_="foreignkey")
        item.drop_column("corrects_id")
