"""Words of issues are found in an index: to read half a million texts took six seconds."""

from typing import Any

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TEXTS = "title, text, place"
PUT_IN = f"INSERT INTO issue_words (rowid, {TEXTS}) VALUES (new.id, new.title, new.text, new.place);"
TAKE_OUT = (
    f"INSERT INTO issue_words (issue_words, rowid, {TEXTS}) VALUES ('delete', old.id, old.title, old.text, old.place);"
)
TRIGGERS = {"insert": PUT_IN, "delete": TAKE_OUT, "update": f"{TAKE_OUT} {PUT_IN}"}
MAY_HAVE_TRIGRAMS = """
    SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'
    AND (installed_version IS NOT NULL OR has_database_privilege(current_database(), 'CREATE'))
"""
WHERE_TRIGRAMS = (
    "SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'"
)
FIRST_SECURE_DELETE = (3, 42)  # version of SQLite; before it, words that were taken out linger in an index


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _index_in_sqlite(connection)
    elif connection.exec_driver_sql(MAY_HAVE_TRIGRAMS).scalar():
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
        schema = connection.exec_driver_sql(WHERE_TRIGRAMS).scalar()
        texts = ", ".join(f"{text} {schema}.gin_trgm_ops" for text in TEXTS.split(", "))
        op.execute(f"CREATE INDEX issue_words ON issue USING gin ({texts})")


def _index_in_sqlite(connection: Any) -> None:
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
        op.execute("DROP INDEX IF EXISTS issue_words")
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER issue_words_{name}")
    op.execute("DROP TABLE issue_words")
