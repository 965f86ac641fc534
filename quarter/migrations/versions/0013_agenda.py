"""The agenda before a meeting: items of a kind, sub-items, items that are not public, each in its own language; and
what standing items are about."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = "kind IN ('opening', 'approval', 'actions', 'questions', 'matter')"
LETTER_KEYS = {"entry_id": "audit_entry", "person_id": "person", "meeting_id": "meeting"}
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
    with op.batch_alter_table("charter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice_days", sa.Integer(), nullable=False, server_default="7"))
    with op.batch_alter_table("charter", schema=None) as batch_op:
        batch_op.alter_column("notice_days", existing_type=sa.Integer(), server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_charter_notice_days"), "notice_days >= 0")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("agenda_sent", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("held", sa.String(length=40), nullable=False, server_default="in_person"))
    op.execute("UPDATE meeting SET notice_days = 7 WHERE invited_at IS NOT NULL")
    op.execute("UPDATE meeting SET held = 'hybrid' WHERE link <> ''")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("held", existing_type=sa.String(length=40), server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_meeting_held"), "held IN ('in_person', 'online', 'hybrid')")
        batch_op.create_check_constraint(batch_op.f("ck_meeting_online_has_link"), "held = 'in_person' OR link <> ''")
        batch_op.create_check_constraint(batch_op.f("ck_meeting_in_person_has_place"), "held = 'online' OR place <> ''")
        batch_op.create_check_constraint(
            batch_op.f("ck_meeting_invited"), "(invited_at IS NULL) = (notice_days IS NULL)"
        )
    op.create_table(
        "invitation_letter",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_invitation_letter_{column}_{table}"))
            for column, table in LETTER_KEYS.items()
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_invitation_letter")),
    )
    with op.batch_alter_table("invitation_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_letter_meeting_id"), ["meeting_id"], unique=False)
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
    op.drop_table("invitation_letter")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        for name in ("invited", "in_person_has_place", "online_has_link", "held"):
            batch_op.drop_constraint(batch_op.f(f"ck_meeting_{name}"), type_="check")
        batch_op.drop_column("held")
        batch_op.drop_column("agenda_sent")
        batch_op.drop_column("notice_days")
    with op.batch_alter_table("charter", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_charter_notice_days"), type_="check")
        batch_op.drop_column("notice_days")
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
