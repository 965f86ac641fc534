"""The agenda before a meeting: items of a kind, sub-items, items that are not public, each in its own language; and
what standing items are about."""

import sqlalchemy as sa
from alembic import op

revision = "0012_agenda"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = "kind IN ('opening', 'approval', 'actions', 'questions', 'matter')"
PROPOSAL_KEYS = {
    "group_id": "working_group", "proposer_id": "person", "topic_id": "topic", "issue_id": "issue",
    "agenda_item_id": "agenda_item", "answered_by_id": "person",
}  # fmt: skip
LANGUAGE = """UPDATE agenda_item SET lang = coalesce(
    (SELECT topic.lang FROM topic WHERE topic.id = agenda_item.topic_id),
    (SELECT meeting.lang FROM meeting WHERE meeting.id = agenda_item.meeting_id))"""


def upgrade() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
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
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_carried_from_id_agenda_item"), "agenda_item", ["carried_from_id"], ["id"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_agenda_item_carried_from_id"), ["carried_from_id"])
    op.create_table(
        "agenda_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("minutes_wished", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_lang", sa.String(length=12), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'taken', 'declined')", name=op.f("ck_agenda_proposal_state")),
        sa.CheckConstraint("minutes_wished > 0", name=op.f("ck_agenda_proposal_minutes_wished")),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL) AND (state = 'open') = (answered_by_id IS NULL)",
            name=op.f("ck_agenda_proposal_answered"),
        ),
        sa.CheckConstraint("(state = 'taken') = (agenda_item_id IS NOT NULL)", name=op.f("ck_agenda_proposal_taken")),
        sa.CheckConstraint(
            "(state = 'declined') = (answer <> '')", name=op.f("ck_agenda_proposal_declined_with_reason")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_agenda_proposal_{column}_{table}"))
            for column, table in PROPOSAL_KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_proposal")),
        sa.UniqueConstraint("agenda_item_id", name=op.f("uq_agenda_proposal_agenda_item_id")),
    )
    with op.batch_alter_table("agenda_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_proposal_proposer_id"), ["proposer_id"], unique=False)
        batch_op.create_index("ix_agenda_proposal_group_id_state", ["group_id", "state", "id"], unique=False)
    op.create_table(
        "reported_action",
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("is_overdue", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'in_progress')", name=op.f("ck_reported_action_is_open")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_reported_action_action_id_action")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_reported_action_agenda_item_id_agenda_item")
        ),
        sa.PrimaryKeyConstraint("agenda_item_id", "action_id", name=op.f("pk_reported_action")),
    )


def downgrade() -> None:
    op.drop_table("reported_action")
    op.drop_table("agenda_proposal")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_agenda_item_carried_from_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_carried_from_id_agenda_item"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_parent_id_meeting_id_agenda_item"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_agenda_item_parent_id"))
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_topics_are_public"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_parent"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_agenda_item_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_agenda_item_id_meeting_id"), type_="unique")
        batch_op.drop_column("is_public")
        batch_op.drop_column("lang")
        batch_op.drop_column("kind")
        batch_op.drop_column("carried_from_id")
        batch_op.drop_column("parent_id")
