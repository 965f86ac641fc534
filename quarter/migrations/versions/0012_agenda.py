"""The agenda before a meeting: items of a kind, sub-items, items that are not public, each in its own language."""

import sqlalchemy as sa
from alembic import op

revision = "0012_agenda"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = "kind IN ('opening', 'approval', 'actions', 'questions', 'matter')"
LANGUAGE = """UPDATE agenda_item SET lang = coalesce(
    (SELECT topic.lang FROM topic WHERE topic.id = agenda_item.topic_id),
    (SELECT meeting.lang FROM meeting WHERE meeting.id = agenda_item.meeting_id))"""


def upgrade() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="matter"))
        batch_op.add_column(sa.Column("lang", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(LANGUAGE)
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.alter_column("kind", existing_type=sa.String(length=40), server_default=None)
        batch_op.alter_column("lang", existing_type=sa.String(length=12), nullable=False)
        batch_op.alter_column("is_public", existing_type=sa.Boolean(), server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_agenda_item_id_meeting_id"), ["id", "meeting_id"])
        batch_op.create_check_constraint(batch_op.f("ck_agenda_item_kind"), KINDS)
        batch_op.create_check_constraint(
            batch_op.f("ck_agenda_item_parent"), "parent_id IS NULL OR (kind = 'matter' AND parent_id <> id)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_agenda_item_topics_are_public"), "topic_id IS NULL OR is_public"
        )
        batch_op.create_index(batch_op.f("ix_agenda_item_parent_id"), ["parent_id"], unique=False)
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_parent_id_meeting_id_agenda_item"), "agenda_item",
            ["parent_id", "meeting_id"], ["id", "meeting_id"],
        )  # fmt: skip


def downgrade() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_parent_id_meeting_id_agenda_item"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_agenda_item_parent_id"))
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_topics_are_public"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_parent"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_agenda_item_id_meeting_id"), type_="unique")
        batch_op.drop_column("is_public")
        batch_op.drop_column("lang")
        batch_op.drop_column("kind")
        batch_op.drop_column("parent_id")
