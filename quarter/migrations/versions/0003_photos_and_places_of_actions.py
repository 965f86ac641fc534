"""Actions have a place, photos of before and now, and come from a plan that a decision adopted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE_PHOTO = (
    "(photo IS NULL) = (photo_width IS NULL) AND (photo IS NULL) = (photo_height IS NULL)"
    " AND (photo IS NULL) = (photo_description IS NULL) AND (photo IS NULL) = (shows IS NULL)"
    " AND photo_width > 0 AND photo_height > 0"
)


def upgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_plan_decision_id_decision"), "decision", ["decision_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_plan_decided_is_closed"), "decision_id IS NULL OR state = 'closed'"
        )
        batch_op.create_index(batch_op.f("ix_plan_decision_id"), ["decision_id"], unique=False)
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan_element_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("latitude", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Float(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_action_plan_element_id_plan_element"), "plan_element", ["plan_element_id"], ["id"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_action_plan_element_id"), ["plan_element_id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_action_whole_point"), "(latitude IS NULL) = (longitude IS NULL)"
        )
        batch_op.create_check_constraint(batch_op.f("ck_action_latitude"), "latitude BETWEEN -90 AND 90")
        batch_op.create_check_constraint(batch_op.f("ck_action_longitude"), "longitude BETWEEN -180 AND 180")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.alter_column("place", server_default=None)
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("photo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_description", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("shows", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_action_update_shows"), "shows IN ('before', 'now')")
        batch_op.create_check_constraint(batch_op.f("ck_action_update_whole_photo"), WHOLE_PHOTO)


def downgrade() -> None:
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_action_update_whole_photo"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_action_update_shows"), type_="check")
        for column in ("shows", "photo_description", "photo_height", "photo_width", "photo"):
            batch_op.drop_column(column)
    with op.batch_alter_table("action", schema=None) as batch_op:
        for name in ("longitude", "latitude", "whole_point"):
            batch_op.drop_constraint(batch_op.f(f"ck_action_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_action_plan_element_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_action_plan_element_id_plan_element"), type_="foreignkey")
        for column in ("longitude", "latitude", "place", "plan_element_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_decision_id"))
        batch_op.drop_constraint(batch_op.f("ck_plan_decided_is_closed"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_plan_decision_id_decision"), type_="foreignkey")
        batch_op.drop_column("decision_id")
