"""The first tables: people, groups, topics, issues, decisions, actions, meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Sealed minutes can never be changed (quarter/meetings/models/guards.py).
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


def upgrade() -> None:
    op.create_table(
        "done_form",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_done_form")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_sign_in_key"), ["key"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("default_language", sa.String(length=12), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_municipality_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind IN ('city_department', 'cooperative', 'housing_company', 'initiative', 'association')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("boundary", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter")),
        sa.UniqueConstraint("slug", name=op.f("uq_quarter_slug")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "working_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name=op.f("fk_working_group_quarter_id_quarter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_group")),
        sa.UniqueConstraint("slug", name=op.f("uq_working_group_slug")),
    )
    with op.batch_alter_table("working_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_group_quarter_id"), ["quarter_id"], unique=False)

    op.create_table(
        "bench",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("key IN ('city', 'cooperatives', 'residents')", name=op.f("ck_bench_key")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_bench_group_id_working_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bench")),
        sa.UniqueConstraint("group_id", "key", name=op.f("uq_bench_group_id_key")),
    )
    op.create_table(
        "charter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("quorum_percent", sa.Integer(), nullable=False),
        sa.Column("quorum_per_bench", sa.Integer(), nullable=False),
        sa.Column("majority", sa.String(length=40), nullable=False),
        sa.Column("bench_rule", sa.String(length=40), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "bench_rule IN ('each_in_favour', 'none_against', 'total_only')", name=op.f("ck_charter_bench_rule")
        ),
        sa.CheckConstraint("majority IN ('simple', 'absolute', 'two_thirds')", name=op.f("ck_charter_majority")),
        sa.CheckConstraint("answer_days > 0", name=op.f("ck_charter_answer_days")),
        sa.CheckConstraint("quorum_per_bench >= 0", name=op.f("ck_charter_quorum_per_bench")),
        sa.CheckConstraint("quorum_percent BETWEEN 0 AND 100", name=op.f("ck_charter_quorum_percent")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_charter_group_id_working_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter")),
        sa.UniqueConstraint("group_id", "version", name=op.f("uq_charter_group_id_version")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_meeting_ended")),
        sa.CheckConstraint("(state = 'planned') = (opened_at IS NULL)", name=op.f("ck_meeting_opened")),
        sa.CheckConstraint("state IN ('planned', 'running', 'ended')", name=op.f("ck_meeting_state")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_meeting_group_id_working_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_meeting_group_id_number")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_starts_at", ["starts_at", "id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_topic_group_id_working_group")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_topic_opened_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_group_id"), ["group_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes_planned > 0", name=op.f("ck_agenda_item_minutes_planned")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_agenda_item_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_item_meeting_id_position", ["meeting_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_entry_actor_id_person")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_audit_entry_group_id_working_group")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_audit_entry_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["subject_kind", "subject_id", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_topic_id_at", ["topic_id", "at"], unique=False)

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('waste', 'lighting', 'traffic', 'greenery', 'playground', 'housing', 'safety', 'other')",
            name=op.f("ck_issue_category"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'answered', 'in_progress', 'done', 'declined')", name=op.f("ck_issue_state")
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_issue_whole_point")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_issue_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_issue_longitude")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_issue_group_id_working_group")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_issue_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name=op.f("fk_issue_quarter_id_quarter")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_issue_reporter_id_person")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_issue_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index("ix_issue_group_id_posted_at", ["group_id", "posted_at", "id"], unique=False)
        batch_op.create_index(
            "ix_issue_group_id_state_answer_due_on", ["group_id", "state", "answer_due_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_issue_organisation_id_state_answer_due_on",
            ["organisation_id", "state", "answer_due_on", "id"],
            unique=False,
        )
        batch_op.create_index("ix_issue_posted_at", ["posted_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'sealed') = (sha256 IS NOT NULL)", name=op.f("ck_minutes_sealed_has_hash")),
        sa.CheckConstraint("state = 'draft' OR document IS NOT NULL", name=op.f("ck_minutes_circulated_has_document")),
        sa.CheckConstraint("state IN ('draft', 'circulated', 'approved', 'sealed')", name=op.f("ck_minutes_state")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_minutes_approved_by_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["person.id"], name=op.f("fk_minutes_sealed_by_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("picture", sa.String(length=60), nullable=True),
        sa.Column("picture_width", sa.Integer(), nullable=True),
        sa.Column("picture_height", sa.Integer(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_plan_state")),
        sa.CheckConstraint(
            "(picture IS NULL AND picture_width IS NULL AND picture_height IS NULL) OR (picture IS NOT NULL AND picture_width > 0 AND picture_height > 0)",
            name=op.f("ck_plan_picture_has_size"),
        ),
        sa.CheckConstraint("picture IS NULL OR area IS NULL", name=op.f("ck_plan_one_base")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_plan_dates")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_plan_group_id_working_group")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_plan_opened_by_id_person")),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name=op.f("fk_plan_quarter_id_quarter")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_plan_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index("ix_plan_group_id_opened_at", ["group_id", "opened_at", "id"], unique=False)
        batch_op.create_index("ix_plan_opened_at", ["opened_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_quarter_id"), ["quarter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("bench_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('member', 'substitute', 'moderator', 'secretary', 'observer')", name=op.f("ck_seat_role")
        ),
        sa.CheckConstraint(
            "role NOT IN ('member', 'substitute') OR bench_id IS NOT NULL", name=op.f("ck_seat_voters_have_bench")
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_seat_dates")),
        sa.ForeignKeyConstraint(["bench_id"], ["bench.id"], name=op.f("fk_seat_bench_id_bench")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_seat_group_id_working_group")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_seat_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_seat_vote",
            ["group_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("role = 'member' AND until_on IS NULL"),
            postgresql_where=sa.text("role = 'member' AND until_on IS NULL"),
        )

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_attendance_times")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_attendance_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "uq_attendance_present",
            ["meeting_id", "seat_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("reworded_from_id", sa.Integer(), nullable=True),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (number IS NOT NULL)", name=op.f("ck_decision_closed_has_number")),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name=op.f("ck_decision_closed_has_outcome")),
        sa.CheckConstraint(
            "method <> 'online' OR state = 'draft' OR closes_at IS NOT NULL",
            name=op.f("ck_decision_online_has_deadline"),
        ),
        sa.CheckConstraint("method <> 'room' OR agenda_item_id IS NOT NULL", name=op.f("ck_decision_room_has_item")),
        sa.CheckConstraint("method IN ('room', 'online')", name=op.f("ck_decision_method")),
        sa.CheckConstraint("outcome IN ('carried', 'not_carried')", name=op.f("ck_decision_outcome")),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name=op.f("ck_decision_state")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_decision_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["charter_id"], ["charter.id"], name=op.f("fk_decision_charter_id_charter")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_decision_group_id_working_group")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_decision_proposed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["reworded_from_id"], ["decision.id"], name=op.f("fk_decision_reworded_from_id_decision")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_decision_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_decision_group_id_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index("ix_decision_group_id_id", ["group_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "issue_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'answered', 'in_progress', 'done', 'declined')", name=op.f("ck_issue_answer_state")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_issue_answer_author_id_person")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_answer_issue_id_issue")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_issue_answer_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_answer")),
    )
    with op.batch_alter_table("issue_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_answer_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "issue_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_issue_comment_author_id_person")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_comment_issue_id_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_comment")),
    )
    with op.batch_alter_table("issue_comment", schema=None) as batch_op:
        batch_op.create_index("ix_issue_comment_issue_id_id", ["issue_id", "id"], unique=False)

    op.create_table(
        "issue_support",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("supported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_support_issue_id_issue")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_issue_support_person_id_person")),
        sa.PrimaryKeyConstraint("issue_id", "person_id", name=op.f("pk_issue_support")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("handler", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_outbox_message_entry_id_audit_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("entry_id", "handler", name=op.f("uq_outbox_message_entry_id_handler")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_message_due", ["delivered_at", "due_at"], unique=False)

    op.create_table(
        "plan_variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("branched_from_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("is_groups", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT is_groups OR state <> 'withdrawn'", name=op.f("ck_plan_variant_groups_stays")),
        sa.CheckConstraint("is_groups OR title <> ''", name=op.f("ck_plan_variant_title")),
        sa.CheckConstraint("state IN ('proposed', 'withdrawn', 'adopted')", name=op.f("ck_plan_variant_state")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_plan_variant_author_id_person")),
        sa.ForeignKeyConstraint(
            ["branched_from_id"], ["plan_variant.id"], name=op.f("fk_plan_variant_branched_from_id_plan_variant")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_variant_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_variant")),
    )
    with op.batch_alter_table("plan_variant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_variant_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            "uq_plan_variant_adopted",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("state = 'adopted'"),
            postgresql_where=sa.text("state = 'adopted'"),
        )
        batch_op.create_index(
            "uq_plan_variant_groups",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("is_groups"),
            postgresql_where=sa.text("is_groups"),
        )

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_action_done_has_day")),
        sa.CheckConstraint("state IN ('open', 'in_progress', 'done')", name=op.f("ck_action_state")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_action_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["person.id"], name=op.f("fk_action_agreed_by_id_person")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_action_decision_id_decision")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_action_group_id_working_group")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_action_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_action_person_id_person")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_action_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index("ix_action_due_on", ["due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_action_group_id_state_due_on", ["group_id", "state", "due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "bench_count",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("bench", sa.String(length=40), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.CheckConstraint("bench IN ('city', 'cooperatives', 'residents')", name=op.f("ck_bench_count_bench")),
        sa.CheckConstraint("present <= seats", name=op.f("ck_bench_count_present_within_seats")),
        sa.CheckConstraint("yes + no + abstain <= present", name=op.f("ck_bench_count_votes_within_present")),
        sa.CheckConstraint("yes >= 0 AND no >= 0 AND abstain >= 0", name=op.f("ck_bench_count_not_negative")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_bench_count_decision_id_decision")),
        sa.PrimaryKeyConstraint("decision_id", "bench", name=op.f("pk_bench_count")),
    )
    op.create_table(
        "plan_element",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("keeper", sa.String(length=160), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('bench', 'tree', 'crossing', 'playground', 'lighting', 'ramp', 'rubbish', 'meeting_spot', 'other')",
            name=op.f("ck_plan_element_kind"),
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_plan_element_whole_point")),
        sa.CheckConstraint("(x IS NULL) = (y IS NULL)", name=op.f("ck_plan_element_whole_spot")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_plan_element_cost")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_plan_element_latitude")),
        sa.CheckConstraint("latitude IS NULL OR x IS NULL", name=op.f("ck_plan_element_one_position")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_plan_element_longitude")),
        sa.CheckConstraint("x BETWEEN 0 AND 1 AND y BETWEEN 0 AND 1", name=op.f("ck_plan_element_in_picture")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_plan_element_author_id_person")),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["plan_variant.id"], name=op.f("fk_plan_element_variant_id_plan_variant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_element")),
        sa.UniqueConstraint("variant_id", "origin_id", name=op.f("uq_plan_element_variant_id_origin_id")),
    )
    op.create_table(
        "plan_rating",
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("criterion >= 0", name=op.f("ck_plan_rating_criterion")),
        sa.CheckConstraint("points BETWEEN 1 AND 5", name=op.f("ck_plan_rating_points")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_plan_rating_seat_id_seat")),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["plan_variant.id"], name=op.f("fk_plan_rating_variant_id_plan_variant")
        ),
        sa.PrimaryKeyConstraint("variant_id", "seat_id", "criterion", name=op.f("pk_plan_rating")),
    )
    op.create_table(
        "roll_entry",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("bench", sa.String(length=40), nullable=False),
        sa.CheckConstraint("bench IN ('city', 'cooperatives', 'residents')", name=op.f("ck_roll_entry_bench")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_roll_entry_decision_id_decision")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_roll_entry_seat_id_seat")),
        sa.PrimaryKeyConstraint("decision_id", "seat_id", name=op.f("pk_roll_entry")),
    )
    op.create_table(
        "action_confirmation",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_confirmation_action_id_action")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_action_confirmation_person_id_person")),
        sa.PrimaryKeyConstraint("action_id", "person_id", name=op.f("pk_action_confirmation")),
    )
    op.create_table(
        "action_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'in_progress', 'done')", name=op.f("ck_action_update_state")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_update_action_id_action")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_action_update_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_update")),
    )
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_update_action_id"), ["action_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain')", name=op.f("ck_ballot_choice")),
        sa.ForeignKeyConstraint(
            ["decision_id", "seat_id"],
            ["roll_entry.decision_id", "roll_entry.seat_id"],
            name=op.f("fk_ballot_decision_id_seat_id_roll_entry"),
        ),
        sa.PrimaryKeyConstraint("decision_id", "seat_id", name=op.f("pk_ballot")),
    )
    op.create_table(
        "plan_element_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_plan_element_comment_author_id_person")),
        sa.ForeignKeyConstraint(
            ["element_id"], ["plan_element.id"], name=op.f("fk_plan_element_comment_element_id_plan_element")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_element_comment")),
    )
    with op.batch_alter_table("plan_element_comment", schema=None) as batch_op:
        batch_op.create_index("ix_plan_element_comment_element_id_id", ["element_id", "id"], unique=False)

    op.create_table(
        "plan_element_support",
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("supported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["element_id"], ["plan_element.id"], name=op.f("fk_plan_element_support_element_id_plan_element")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_element_support_person_id_person")),
        sa.PrimaryKeyConstraint("element_id", "person_id", name=op.f("pk_plan_element_support")),
    )
    for statement in SEALED_GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("plan_element_support")
    with op.batch_alter_table("plan_element_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_element_comment_element_id_id")

    op.drop_table("plan_element_comment")
    op.drop_table("ballot")
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_update_action_id"))

    op.drop_table("action_update")
    op.drop_table("action_confirmation")
    op.drop_table("roll_entry")
    op.drop_table("plan_rating")
    op.drop_table("plan_element")
    op.drop_table("bench_count")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_topic_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id"))
        batch_op.drop_index("ix_action_group_id_state_due_on")
        batch_op.drop_index(batch_op.f("ix_action_group_id"))
        batch_op.drop_index("ix_action_due_on")
        batch_op.drop_index(batch_op.f("ix_action_decision_id"))
        batch_op.drop_index(batch_op.f("ix_action_agenda_item_id"))

    op.drop_table("action")
    with op.batch_alter_table("plan_variant", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_variant_groups", sqlite_where=sa.text("is_groups"), postgresql_where=sa.text("is_groups")
        )
        batch_op.drop_index(
            "uq_plan_variant_adopted",
            sqlite_where=sa.text("state = 'adopted'"),
            postgresql_where=sa.text("state = 'adopted'"),
        )
        batch_op.drop_index(batch_op.f("ix_plan_variant_plan_id"))

    op.drop_table("plan_variant")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_message_due")

    op.drop_table("outbox_message")
    op.drop_table("issue_support")
    with op.batch_alter_table("issue_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_issue_comment_issue_id_id")

    op.drop_table("issue_comment")
    with op.batch_alter_table("issue_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_answer_issue_id"))

    op.drop_table("issue_answer")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_topic_id"))
        batch_op.drop_index("ix_decision_group_id_id")
        batch_op.drop_index(batch_op.f("ix_decision_agenda_item_id"))

    op.drop_table("decision")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendance_present",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_attendance_meeting_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seat_vote",
            sqlite_where=sa.text("role = 'member' AND until_on IS NULL"),
            postgresql_where=sa.text("role = 'member' AND until_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_seat_person_id"))
        batch_op.drop_index(batch_op.f("ix_seat_group_id"))

    op.drop_table("seat")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_topic_id"))
        batch_op.drop_index(batch_op.f("ix_plan_quarter_id"))
        batch_op.drop_index("ix_plan_opened_at")
        batch_op.drop_index("ix_plan_group_id_opened_at")

    op.drop_table("plan")
    op.drop_table("minutes")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_topic_id"))
        batch_op.drop_index("ix_issue_posted_at")
        batch_op.drop_index("ix_issue_organisation_id_state_answer_due_on")
        batch_op.drop_index("ix_issue_group_id_state_answer_due_on")
        batch_op.drop_index("ix_issue_group_id_posted_at")

    op.drop_table("issue")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_topic_id_at")
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index(batch_op.f("ix_audit_entry_group_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_topic_id"))
        batch_op.drop_index("ix_agenda_item_meeting_id_position")

    op.drop_table("agenda_item")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_group_id"))

    op.drop_table("topic")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_starts_at")

    op.drop_table("meeting")
    op.drop_table("charter")
    op.drop_table("bench")
    with op.batch_alter_table("working_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_working_group_quarter_id"))

    op.drop_table("working_group")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("quarter")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("municipality")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_key"))

    op.drop_table("failed_sign_in")
    op.drop_table("done_form")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS refuse_sealed_minutes()")
