"""The municipality's colour and logo, and people who ask for a seat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LOGO_HAS_SIZE = (
    "(logo IS NULL) = (logo_width IS NULL) AND (logo IS NULL) = (logo_height IS NULL)"
    " AND logo_width > 0 AND logo_height > 0"
)


def upgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accent", sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column("logo", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("logo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("logo_height", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_municipality_accent"), "accent LIKE '#______'")
        batch_op.create_check_constraint(batch_op.f("ck_municipality_logo_has_size"), LOGO_HAS_SIZE)
    op.create_table(
        "seat_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bench_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_lang", sa.String(length=12), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'given', 'declined')", name=op.f("ck_seat_request_state")),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL) AND (state = 'open') = (answered_by_id IS NULL)",
            name=op.f("ck_seat_request_answered"),
        ),
        sa.CheckConstraint("(state = 'given') = (seat_id IS NOT NULL)", name=op.f("ck_seat_request_given")),
        sa.CheckConstraint("(state = 'declined') = (answer <> '')", name=op.f("ck_seat_request_declined_with_reason")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_seat_request_answered_by_id_person")),
        sa.ForeignKeyConstraint(["bench_id"], ["bench.id"], name=op.f("fk_seat_request_bench_id_bench")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["working_group.id"], name=op.f("fk_seat_request_group_id_working_group")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_seat_request_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_request_person_id_person")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_request_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_request")),
    )
    with op.batch_alter_table("seat_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_seat_request_open",
            ["group_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )


def downgrade() -> None:
    op.drop_table("seat_request")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_municipality_logo_has_size"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_municipality_accent"), type_="check")
        batch_op.drop_column("logo_height")
        batch_op.drop_column("logo_width")
        batch_op.drop_column("logo")
        batch_op.drop_column("accent")
