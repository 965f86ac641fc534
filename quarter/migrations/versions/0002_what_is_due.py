"""Indexes for what is due: answers by group and by organisation, actions by group."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DUE = (
    ("ix_issue_group_id_state_answer_due_on", "issue", ["group_id", "state", "answer_due_on", "id"]),
    ("ix_issue_organisation_id_state_answer_due_on", "issue", ["organisation_id", "state", "answer_due_on", "id"]),
    ("ix_action_group_id_state_due_on", "action", ["group_id", "state", "due_on", "id"]),
)


def upgrade() -> None:
    for name, table, columns in DUE:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in DUE:
        op.drop_index(name, table_name=table)
