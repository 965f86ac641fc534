"""The picture of a plan has a size, and a form that was carried out keeps what its sender was told."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Where a size is NULL the whole condition is, and a CHECK lets that pass.
LOOSE = (
    "(picture IS NULL AND picture_width IS NULL AND picture_height IS NULL)"
    " OR (picture IS NOT NULL AND picture_width > 0 AND picture_height > 0)"
)
STRICT = (
    "(picture IS NULL AND picture_width IS NULL AND picture_height IS NULL)"
    " OR (picture IS NOT NULL AND picture_width IS NOT NULL AND picture_height IS NOT NULL"
    " AND picture_width > 0 AND picture_height > 0)"
)


def upgrade() -> None:
    # A picture of unknown size was never drawn: such a plan was shown on the map, and stays there.
    op.execute(
        "UPDATE plan SET picture = NULL, picture_width = NULL, picture_height = NULL"
        " WHERE picture_width IS NULL OR picture_height IS NULL"
    )
    _replace_picture_has_size(STRICT)
    with op.batch_alter_table("done_form", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=True))
    op.execute("UPDATE done_form SET told = '[]'")
    with op.batch_alter_table("done_form", schema=None) as batch_op:
        batch_op.alter_column("told", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("done_form", schema=None) as batch_op:
        batch_op.drop_column("told")
    _replace_picture_has_size(LOOSE)


def _replace_picture_has_size(condition: str) -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_plan_picture_has_size"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_plan_picture_has_size"), condition)
