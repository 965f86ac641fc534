"""A meeting knows whether something was written since its record went round, of which the record tells."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("record_is_touched", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Nobody noted it so far, so each record that waits for its approval is compared with the rows, as before.
    op.execute(
        sa.text(
            "UPDATE meeting SET record_is_touched = :yes"
            " WHERE record_went_round_at IS NOT NULL AND record_closed_at IS NULL"
        ).bindparams(sa.bindparam("yes", True, sa.Boolean))
    )


def downgrade() -> None:
    op.drop_column("meeting", "record_is_touched")
