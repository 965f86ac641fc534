"""Plans: variants, elements with comments and support, ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table("plan_element_support")
    with op.batch_alter_table("plan_element_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_element_comment_element_id_id")

    op.drop_table("plan_element_comment")
    op.drop_table("plan_rating")
    op.drop_table("plan_element")
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
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_topic_id"))
        batch_op.drop_index(batch_op.f("ix_plan_quarter_id"))
        batch_op.drop_index("ix_plan_opened_at")
        batch_op.drop_index("ix_plan_group_id_opened_at")

    op.drop_table("plan")
