"""Whoever reported an issue follows it, also what was reported before; and an index to find one's own."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_issue_reporter_id_posted_at", "issue", ["reporter_id", "posted_at", "id"])
    op.execute(
        "INSERT INTO issue_follow (issue_id, person_id, followed_at) SELECT id, reporter_id, posted_at FROM issue"
        " WHERE NOT EXISTS (SELECT 1 FROM issue_follow AS theirs"
        " WHERE theirs.issue_id = issue.id AND theirs.person_id = issue.reporter_id)"
    )


def downgrade() -> None:
    """Who followed before cannot be told any more, so everybody goes on."""
    op.drop_index("ix_issue_reporter_id_posted_at", "issue")
