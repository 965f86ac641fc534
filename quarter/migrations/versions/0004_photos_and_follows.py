"""Photos of issues and answers, and who follows an issue or a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issue_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("photo", sa.String(length=60), nullable=False),
        sa.Column("photo_width", sa.Integer(), nullable=False),
        sa.Column("photo_height", sa.Integer(), nullable=False),
        sa.Column("photo_description", sa.String(length=200), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 6", name=op.f("ck_issue_photo_number")),
        sa.CheckConstraint("photo_width > 0 AND photo_height > 0", name=op.f("ck_issue_photo_photo_has_size")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_photo_issue_id_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_photo")),
        sa.UniqueConstraint("issue_id", "number", name=op.f("uq_issue_photo_issue_id_number")),
    )
    for subject in ("issue", "topic"):
        _create_follow(subject)
    with op.batch_alter_table("issue_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("photo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_description", sa.String(length=200), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_issue_answer_whole_photo"),
            "(photo IS NULL AND photo_width IS NULL AND photo_height IS NULL AND photo_description IS NULL)"
            " OR (photo IS NOT NULL AND photo_width IS NOT NULL AND photo_height IS NOT NULL"
            " AND photo_width > 0 AND photo_height > 0 AND photo_description IS NOT NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("issue_answer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_issue_answer_whole_photo"), type_="check")
        for column in ("photo_description", "photo_height", "photo_width", "photo"):
            batch_op.drop_column(column)
    op.drop_table("topic_follow")
    op.drop_table("issue_follow")
    op.drop_table("issue_photo")


def _create_follow(subject: str) -> None:
    name = f"{subject}_follow"
    op.create_table(
        name,
        sa.Column(f"{subject}_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint([f"{subject}_id"], [f"{subject}.id"], name=op.f(f"fk_{name}_{subject}_id_{subject}")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person")),
        sa.PrimaryKeyConstraint(f"{subject}_id", "person_id", name=op.f(f"pk_{name}")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{name}_person_id"), ["person_id"], unique=False)
