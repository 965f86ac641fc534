"""Indexes for the desk and the board: last answers, what is owed, what was done last, and doubts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("state <> 'done'")


def upgrade() -> None:
    op.create_index(
        "ix_issue_answer_organisation_id_answered_at", "issue_answer", ["organisation_id", "answered_at", "id"]
    )
    op.create_index(
        "ix_action_open_organisation_id_due_on", "action", ["organisation_id", "due_on", "id", "group_id"],
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip
    op.create_index("ix_action_group_id_state_done_on", "action", ["group_id", "state", "done_on", "id"])
    op.create_index(
        "ix_action_confirmation_doubt", "action_confirmation", ["action_id", "said_at"],
        sqlite_where=sa.text("is_done = 0"), postgresql_where=sa.text("NOT is_done"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_action_confirmation_doubt", "action_confirmation")
    op.drop_index("ix_action_group_id_state_done_on", "action")
    op.drop_index("ix_action_open_organisation_id_due_on", "action")
    op.drop_index("ix_issue_answer_organisation_id_answered_at", "issue_answer")
