"""Things in a plan have a photo, and a plan that ended without a variant keeps the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE_PHOTO = (
    "(photo IS NULL AND photo_width IS NULL AND photo_height IS NULL AND photo_description IS NULL)"
    " OR (photo IS NOT NULL AND photo_width IS NOT NULL AND photo_height IS NOT NULL"
    " AND photo_width > 0 AND photo_height > 0 AND photo_description IS NOT NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("closing_lang", sa.String(length=12), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_plan_reason_is_of_closing"), "closing_reason IS NULL OR state = 'closed'"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_plan_reason_has_language"), "(closing_reason IS NULL) = (closing_lang IS NULL)"
        )
    with op.batch_alter_table("plan_element", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("photo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_description", sa.String(length=300), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_plan_element_whole_photo"), WHOLE_PHOTO)


def downgrade() -> None:
    with op.batch_alter_table("plan_element", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_plan_element_whole_photo"), type_="check")
        for column in ("photo_description", "photo_height", "photo_width", "photo"):
            batch_op.drop_column(column)
    with op.batch_alter_table("plan", schema=None) as batch_op:
        for name in ("reason_has_language", "reason_is_of_closing"):
            batch_op.drop_constraint(batch_op.f(f"ck_plan_{name}"), type_="check")
        batch_op.drop_column("closing_lang")
        batch_op.drop_column("closing_reason")
