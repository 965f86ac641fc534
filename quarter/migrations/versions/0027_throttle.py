"""How much one may do in a while is counted in a table of its own kind; wrong passwords are counted there too."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("full_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE throttle SET UNLOGGED")
    op.drop_index("ix_failed_sign_in_key", "failed_sign_in")
    op.drop_table("failed_sign_in")  # what it held would have been thrown away within a day


def downgrade() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    op.create_index("ix_failed_sign_in_key", "failed_sign_in", ["key"])
    op.drop_table("throttle")
