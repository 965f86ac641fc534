"""How Alembic runs: on the connection that `quarter.migrations` hands it."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from quarter.foundation.models import StoredEnum
from quarter.migrations import is_ours
from quarter.rooms import metadata


def render(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations must not change when our own types do, so they name what the database has."""
    if kind == "type" and isinstance(item, StoredEnum):
        return "sa.String(length=40)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
    include_name=is_ours,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
