"""A letter to each receiver is a row with its own fate; bodies have an address, and people say how often news comes."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# As in quarter/letters/domain.py, quarter/foundation/fates.py and quarter/accounts/domain.py.
KINDS = (
    "invitation", "minutes", "vote", "vote_reminder", "to_answer", "answer_due", "answer_late", "to_do", "action_due",
    "action_late", "answer", "seat", "proposal", "news",
)  # fmt: skip
FATES = ("waiting", "handed_over", "refused", "given_up", "stopped")
PACES = ("at_once", "daily", "weekly", "never")
OPEN = "fate IN ('waiting', 'refused', 'given_up')"


def upgrade() -> None:
    _make_letters()
    with op.batch_alter_table("invitation_letter") as proof:
        proof.add_column(sa.Column("fate", sa.String(40), nullable=False, server_default="waiting"))
        proof.add_column(sa.Column("words", sa.String(300), nullable=False, server_default=""))
        proof.add_column(sa.Column("on_paper_at", sa.DateTime(timezone=True), nullable=True))
        proof.create_check_constraint(op.f("ck_invitation_letter_fate"), _one_of("fate", FATES))
    op.execute("UPDATE invitation_letter SET fate = 'handed_over' WHERE handed_over_at IS NOT NULL")
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("news_pace", sa.String(40), nullable=False, server_default="at_once"))
        person.create_check_constraint(op.f("ck_person_news_pace"), _one_of("news_pace", PACES))
    op.add_column("organisation", sa.Column("contact_email", sa.String(254), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("organisation") as organisation:
        organisation.drop_column("contact_email")
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("ck_person_news_pace"), type_="check")
        person.drop_column("news_pace")
    with op.batch_alter_table("invitation_letter") as proof:
        proof.drop_constraint(op.f("ck_invitation_letter_fate"), type_="check")
        for name in ("fate", "words", "on_paper_at"):
            proof.drop_column(name)
    op.drop_table("letter")


def _make_letters() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("audit_entry.id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("organisation_id", sa.Integer(), sa.ForeignKey("organisation.id"), nullable=True),
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("working_group.id"), nullable=True),
        sa.Column("subject_kind", sa.String(30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("written_at", instant, nullable=False),
        sa.Column("due_at", instant, nullable=False),
        sa.Column("next_try_at", instant, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fate", sa.String(40), nullable=False, server_default="waiting"),
        sa.Column("words", sa.String(300), nullable=False, server_default=""),
        sa.Column("ended_at", instant, nullable=True),
        sa.CheckConstraint(_one_of("kind", KINDS), name="kind"),
        sa.CheckConstraint(_one_of("way", ("mail", "paper")), name="way"),
        sa.CheckConstraint(_one_of("fate", FATES), name="fate"),
        sa.CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="one_receiver"),
        sa.CheckConstraint("(fate = 'waiting') = (ended_at IS NULL)", name="ended"),
        sa.UniqueConstraint("entry_id", "kind", "person_id"),
        sa.UniqueConstraint("entry_id", "kind", "organisation_id"),
    )
    for name in ("person_id", "organisation_id", "ended_at"):
        op.create_index(f"ix_letter_{name}", "letter", [name])
    op.create_index("ix_letter_subject", "letter", ["subject_kind", "subject_id"])
    _partly("ix_letter_waiting", ["way", "next_try_at", "id"], "fate = 'waiting'")
    _partly("ix_letter_open", ["group_id", "id"], OPEN)


def _partly(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "letter", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
