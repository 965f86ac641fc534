"""Words of issues are found in an index: to read half a million texts took six seconds."""

from alembic import op

revision = "0029"
down_revision = "0024"
branch_labels = None
depends_on = None

TEXTS = "title, text, place"
PUT_IN = f"INSERT INTO issue_words (rowid, {TEXTS}) VALUES (new.id, new.title, new.text, new.place);"
TAKE_OUT = (
    f"INSERT INTO issue_words (issue_words, rowid, {TEXTS}) VALUES ('delete', old.id, old.title, old.text, old.place);"
)
TRIGGERS = {"insert": PUT_IN, "delete": TAKE_OUT, "update": f"{TAKE_OUT} {PUT_IN}"}
FIRST_SECURE_DELETE = (3, 42)  # version of SQLite; before it, words that were taken out linger in an index


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    op.execute(
        f"CREATE VIRTUAL TABLE issue_words USING fts5({TEXTS}, content='issue', content_rowid='id', tokenize='trigram')"
    )
    if connection.dialect.server_version_info >= FIRST_SECURE_DELETE:
        op.execute("INSERT INTO issue_words (issue_words, rank) VALUES ('secure-delete', 1)")
    op.execute("INSERT INTO issue_words (issue_words) VALUES ('rebuild')")
    for name, deeds in TRIGGERS.items():
        moment = f"UPDATE OF {TEXTS.upper()}" if name == "update" else name.upper()
        op.execute(f"CREATE TRIGGER issue_words_{name} AFTER {moment} ON issue BEGIN {deeds} END")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER issue_words_{name}")
    op.execute("DROP TABLE issue_words")
