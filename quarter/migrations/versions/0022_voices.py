"""Comments, supports and follows of all rooms in one table each, by the key of the register; photos checked alike.

Comments of issues keep their numbers, those of things in plans come after them: in each the order stays.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# Whose comments and supports had tables of their own, and how these called its id.
APART = {"issue": "issue_id", "plan_element": "element_id"}
TO_VOICES = (
    """INSERT INTO comment (id, kind, subject_id, author_id, text, lang, posted_at)
    SELECT id, 'issue', issue_id, author_id, text, lang, posted_at FROM issue_comment""",
    """INSERT INTO comment (id, kind, subject_id, author_id, text, lang, posted_at)
    SELECT id + (SELECT COALESCE(MAX(id), 0) FROM issue_comment), 'element', element_id, author_id, text, lang,
        posted_at FROM plan_element_comment""",
    """INSERT INTO support (kind, subject_id, person_id, supported_at)
    SELECT 'issue', issue_id, person_id, supported_at FROM issue_support""",
    """INSERT INTO support (kind, subject_id, person_id, supported_at)
    SELECT 'element', element_id, person_id, supported_at FROM plan_element_support""",
    """INSERT INTO follow (kind, subject_id, person_id, followed_at)
    SELECT 'issue', issue_id, person_id, followed_at FROM issue_follow""",
    """INSERT INTO follow (kind, subject_id, person_id, followed_at)
    SELECT 'topic', topic_id, person_id, followed_at FROM topic_follow""",
)
FROM_VOICES = (
    """INSERT INTO issue_comment (id, issue_id, author_id, text, lang, posted_at)
    SELECT ROW_NUMBER() OVER (ORDER BY id), subject_id, author_id, text, lang, posted_at
    FROM comment WHERE kind = 'issue'""",
    """INSERT INTO plan_element_comment (id, element_id, author_id, text, lang, posted_at)
    SELECT ROW_NUMBER() OVER (ORDER BY id), subject_id, author_id, text, lang, posted_at
    FROM comment WHERE kind = 'element'""",
    """INSERT INTO issue_support (issue_id, person_id, supported_at)
    SELECT subject_id, person_id, supported_at FROM support WHERE kind = 'issue'""",
    """INSERT INTO plan_element_support (element_id, person_id, supported_at)
    SELECT subject_id, person_id, supported_at FROM support WHERE kind = 'element'""",
    """INSERT INTO issue_follow (issue_id, person_id, followed_at)
    SELECT subject_id, person_id, followed_at FROM follow WHERE kind = 'issue'""",
    """INSERT INTO topic_follow (topic_id, person_id, followed_at)
    SELECT subject_id, person_id, followed_at FROM follow WHERE kind = 'topic'""",
)
WHOLE_PHOTO = (
    "(photo IS NULL AND photo_width IS NULL AND photo_height IS NULL AND photo_description IS NULL)"
    " OR (photo IS NOT NULL AND photo_width IS NOT NULL AND photo_height IS NOT NULL"
    " AND photo_width > 0 AND photo_height > 0 AND photo_description IS NOT NULL)"
)
PHOTO_OF_REPORT = (
    "(photo IS NULL) = (photo_width IS NULL) AND (photo IS NULL) = (photo_height IS NULL)"
    " AND (photo IS NULL) = (photo_description IS NULL) AND (photo IS NULL) = (shows IS NULL)"
    " AND photo_width > 0 AND photo_height > 0"
)
PHOTO_COLUMNS = {
    "photo": sa.String(length=60),
    "photo_width": sa.Integer(),
    "photo_height": sa.Integer(),
    "photo_description": sa.String(length=200),
}
LONGER = sa.String(length=300)


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_subject("comment"),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_kind_subject_id_id", "comment", ["kind", "subject_id", "id"])
    for name, when in (("support", "supported_at"), ("follow", "followed_at")):
        op.create_table(
            name,
            *_of_subject(name),
            sa.Column("person_id", sa.Integer(), nullable=False),
            sa.Column(when, sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person")),
            sa.PrimaryKeyConstraint("kind", "subject_id", "person_id", name=op.f(f"pk_{name}")),
        )
    op.create_index(op.f("ix_follow_person_id"), "follow", ["person_id"])
    for statement in TO_VOICES:
        op.execute(statement)
    _go_on_counting("comment")
    for name in APART:
        op.drop_table(f"{name}_comment")
        op.drop_table(f"{name}_support")
    for name in ("issue", "topic"):
        op.drop_table(f"{name}_follow")
    _check_photos_alike()


def downgrade() -> None:
    for name, column in APART.items():
        op.create_table(
            f"{name}_comment",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.Column("author_id", sa.Integer(), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("lang", sa.String(length=12), nullable=False),
            sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f(f"fk_{name}_comment_author_id_person")),
            sa.ForeignKeyConstraint([column], [f"{name}.id"], name=op.f(f"fk_{name}_comment_{column}_{name}")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}_comment")),
        )
        op.create_index(f"ix_{name}_comment_{column}_id", f"{name}_comment", [column, "id"])
        _create_pairs(f"{name}_support", column, name, "supported_at")
    for name in ("issue", "topic"):
        _create_pairs(f"{name}_follow", f"{name}_id", name, "followed_at")
        op.create_index(op.f(f"ix_{name}_follow_person_id"), f"{name}_follow", ["person_id"])
    for statement in FROM_VOICES:
        op.execute(statement)
    for name in APART:
        _go_on_counting(f"{name}_comment")
    for name in ("comment", "support", "follow"):
        op.drop_table(name)
    _check_photos_apart()


def _of_subject(name: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "subject_id"], ["subject.kind", "subject.id"], name=op.f(f"fk_{name}_kind_subject_id_subject")
        ),
    )


def _create_pairs(name: str, column: str, of: str, when: str) -> None:
    """Who supports or follows what."""
    op.create_table(
        name,
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(when, sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{name}_{column}_{of}")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person")),
        sa.PrimaryKeyConstraint(column, "person_id", name=op.f(f"pk_{name}")),
    )


def _go_on_counting(name: str) -> None:
    """PostgreSQL gives the next number itself; it does not look at those that came with their rows."""
    if op.get_bind().dialect.name == "postgresql":
        last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {name})"
        op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last}, false)")


def _check_photos_alike() -> None:
    with op.batch_alter_table("issue_photo") as table:
        table.drop_constraint(op.f("ck_issue_photo_photo_has_size"), type_="check")
        for name, kind in PHOTO_COLUMNS.items():
            table.alter_column(name, existing_type=kind, nullable=True)
        table.alter_column("photo_description", existing_type=sa.String(length=200), type_=LONGER)
        table.create_check_constraint(op.f("ck_issue_photo_whole_photo"), WHOLE_PHOTO)
        table.create_check_constraint(op.f("ck_issue_photo_photo"), "photo IS NOT NULL")
    with op.batch_alter_table("issue_answer") as table:
        table.alter_column("photo_description", existing_type=sa.String(length=200), type_=LONGER)
    with op.batch_alter_table("action_update") as table:
        table.drop_constraint(op.f("ck_action_update_whole_photo"), type_="check")
        table.create_check_constraint(op.f("ck_action_update_whole_photo"), WHOLE_PHOTO)
        table.create_check_constraint(op.f("ck_action_update_photo_shows"), "(photo IS NULL) = (shows IS NULL)")


def _check_photos_apart() -> None:
    with op.batch_alter_table("issue_photo") as table:
        table.drop_constraint(op.f("ck_issue_photo_photo"), type_="check")
        table.drop_constraint(op.f("ck_issue_photo_whole_photo"), type_="check")
        table.alter_column("photo_description", existing_type=LONGER, type_=sa.String(length=200))
        for name, kind in PHOTO_COLUMNS.items():
            table.alter_column(name, existing_type=kind, nullable=False)
        table.create_check_constraint(op.f("ck_issue_photo_photo_has_size"), "photo_width > 0 AND photo_height > 0")
    with op.batch_alter_table("issue_answer") as table:
        table.alter_column("photo_description", existing_type=LONGER, type_=sa.String(length=200))
    with op.batch_alter_table("action_update") as table:
        table.drop_constraint(op.f("ck_action_update_photo_shows"), type_="check")
        table.drop_constraint(op.f("ck_action_update_whole_photo"), type_="check")
        table.create_check_constraint(op.f("ck_action_update_whole_photo"), PHOTO_OF_REPORT)
