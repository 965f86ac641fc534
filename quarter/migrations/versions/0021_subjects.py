"""A register of subjects: whatever has an address, and who may know of it.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

AUDIENCES = (
    """INSERT INTO subject (kind, id, group_id, topic_id, title, lang, own_audience, audience, at)
    SELECT 'topic', id, group_id, id, title, lang, 0, 0, opened_at FROM topic""",
    """INSERT INTO subject (kind, id, group_id, topic_id, title, number, lang, own_audience, audience, at)
    SELECT 'issue', id, group_id, topic_id, title, CAST(id AS VARCHAR(20)), lang, 0, 0, posted_at FROM issue""",
    """INSERT INTO subject (kind, id, group_id, topic_id, title, lang, own_audience, audience, at)
    SELECT 'plan', id, group_id, topic_id, title, lang, 0, 0, opened_at FROM plan""",
    """INSERT INTO subject
        (kind, id, group_id, topic_id, title, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'variant', v.id, p.group_id, p.topic_id, v.title, v.lang, 0, 0, 'plan', p.id, v.created_at
    FROM plan_variant v JOIN plan p ON p.id = v.plan_id""",
    """INSERT INTO subject
        (kind, id, group_id, topic_id, title, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'element', e.id, p.group_id, p.topic_id, e.title, e.lang, 0, 0, 'variant', v.id, e.added_at
    FROM plan_element e JOIN plan_variant v ON v.id = e.variant_id JOIN plan p ON p.id = v.plan_id""",
    """INSERT INTO subject (kind, id, group_id, title, number, lang, own_audience, audience, at)
    SELECT 'meeting', id, group_id, year || '/' || number, year || '/' || number, lang, 0, 0, starts_at FROM meeting""",
    # A part of an item that is not public is not public either; there are no parts of parts.
    """INSERT INTO subject
        (kind, id, group_id, topic_id, title, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'agenda_item', i.id, m.group_id, i.topic_id, i.title, i.lang,
        CASE WHEN i.is_public THEN 0 ELSE 1 END, CASE WHEN i.is_public THEN 0 ELSE 1 END,
        'meeting', m.id, m.starts_at
    FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id WHERE i.parent_id IS NULL""",
    """INSERT INTO subject
        (kind, id, group_id, topic_id, title, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'agenda_item', i.id, m.group_id, i.topic_id, i.title, i.lang,
        CASE WHEN i.is_public THEN 0 ELSE 1 END, CASE WHEN i.is_public AND w.is_public THEN 0 ELSE 1 END,
        'agenda_item', w.id, m.starts_at
    FROM agenda_item i JOIN agenda_item w ON w.id = i.parent_id JOIN meeting m ON m.id = i.meeting_id""",
    """INSERT INTO subject
        (kind, id, group_id, title, number, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'record', m.id, m.group_id, m.year || '/' || m.number, m.year || '/' || m.number, m.lang, 0, 0,
        'meeting', m.id, r.circulated_at
    FROM minutes r JOIN meeting m ON m.id = r.meeting_id WHERE r.circulated_at IS NOT NULL""",
    """INSERT INTO subject
        (kind, id, group_id, topic_id, title, number, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'decision', d.id, d.group_id, d.topic_id, d.title, d.number, d.lang, 0, COALESCE(s.audience, 0),
        s.kind, s.id, d.proposed_at
    FROM decision d LEFT JOIN subject s ON s.kind = 'agenda_item' AND s.id = d.agenda_item_id""",
    # An action stands with the item that it was agreed under; what was decided under a closed one closes it as well.
    """INSERT INTO subject
        (kind, id, group_id, topic_id, body_id, title, lang, own_audience, audience, from_kind, from_id, at)
    SELECT 'action', a.id, a.group_id, a.topic_id, a.organisation_id, a.title, a.lang, 0,
        CASE WHEN COALESCE(i.audience, 0) + COALESCE(d.audience, 0) > 0 THEN 1 ELSE 0 END,
        COALESCE(i.kind, d.kind, e.kind), COALESCE(i.id, d.id, e.id), a.agreed_at
    FROM action a
    LEFT JOIN subject i ON i.kind = 'agenda_item' AND i.id = a.agenda_item_id
    LEFT JOIN subject d ON d.kind = 'decision' AND d.id = a.decision_id
    LEFT JOIN subject e ON e.kind = 'element' AND e.id = a.plan_element_id""",
)

GUARDS = {
    "sqlite": tuple(
        f"""CREATE TRIGGER subject_never_wider_{deed.lower()} BEFORE {deed} ON subject
        WHEN EXISTS (
            SELECT 1 FROM subject AS origin
            WHERE origin.kind = NEW.from_kind AND origin.id = NEW.from_id AND origin.audience > NEW.audience
        )
        BEGIN SELECT RAISE(ABORT, 'an audience is never wider than that of what a thing came from'); END"""
        for deed in ("INSERT", "UPDATE")
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_wider_audience() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM subject AS origin
                WHERE origin.kind = NEW.from_kind AND origin.id = NEW.from_id AND origin.audience > NEW.audience
            ) THEN
                RAISE EXCEPTION 'an audience is never wider than that of what a thing came from'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER subject_never_wider BEFORE INSERT OR UPDATE ON subject
        FOR EACH ROW EXECUTE FUNCTION refuse_wider_audience()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "subject",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("own_audience", sa.SmallInteger(), nullable=False),
        sa.Column("audience", sa.SmallInteger(), nullable=False),
        sa.Column("from_kind", sa.String(length=30), nullable=True),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(from_kind IS NULL) = (from_id IS NULL)", name=op.f("ck_subject_whole_origin")),
        sa.CheckConstraint(
            "audience BETWEEN 0 AND 3 AND own_audience BETWEEN 0 AND 3", name=op.f("ck_subject_audience")
        ),
        sa.CheckConstraint("audience >= own_audience", name=op.f("ck_subject_never_wider")),
        sa.ForeignKeyConstraint(["body_id"], ["organisation.id"], name=op.f("fk_subject_body_id_organisation")),
        sa.ForeignKeyConstraint(
            ["from_kind", "from_id"], ["subject.kind", "subject.id"], name=op.f("fk_subject_from_kind_from_id_subject")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_subject_group_id_working_group")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_subject_topic_id_topic")),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_subject")),
    )
    op.create_index("ix_subject_from", "subject", ["from_kind", "from_id"])
    op.create_index("ix_subject_topic_id", "subject", ["topic_id", "kind", "id"])
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("announced_by_id", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "subject_id"], ["subject.kind", "subject.id"],
            name=op.f("fk_announcement_kind_subject_id_subject"),
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_announcement_topic_id_topic")),
        sa.ForeignKeyConstraint(
            ["announced_by_id"], ["person.id"], name=op.f("fk_announcement_announced_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )  # fmt: skip
    op.create_index("ix_announcement_topic_id", "announcement", ["topic_id"])
    for statement in (*AUDIENCES, *GUARDS[op.get_bind().dialect.name]):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("announcement")
    op.drop_table("subject")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_wider_audience()")
