"""Who asks for a file is given it if a row points to it, and that row is found at once."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# The municipality, of which there is one, needs none.
COLUMNS = (
    ("issue_answer", "photo"),
    ("issue_photo", "photo"),
    ("action_update", "photo"),
    ("plan", "picture"),
    ("plan_element", "photo"),
    ("meeting_attachment", "file"),
    ("minutes_sealed_file", "file"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table)
