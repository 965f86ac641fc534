"""Indexes for coordination: who is overdue with what, and a group's open actions by day."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OPEN = sa.text("state <> 'done'")


def upgrade() -> None:
    op.create_index(
        "ix_issue_group_id_state_organisation_id_answer_due_on", "issue",
        ["group_id", "state", "organisation_id", "answer_due_on", "id"],
    )  # fmt: skip
    op.create_index(
        "ix_action_open_group_id_due_on", "action", ["group_id", "due_on", "id"],
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_action_open_group_id_due_on", "action")
    op.drop_index("ix_issue_group_id_state_organisation_id_answer_due_on", "issue")
