"""Reading what is due: across the rooms for a group, and across the groups for an organisation.

Start reading at `overview.py` and `desk.py`. To build a statement takes as long as to run it, so each is built once;
and of columns of the tables, because a statement of a model's attributes has its rows looked through as if they were
models.
"""

from quarter.coordination.queries.board import FEW, Column, list_board
from quarter.coordination.queries.desk import get_load, list_last_answers, list_owed, list_own_organisations
from quarter.coordination.queries.late import list_late
from quarter.coordination.queries.overview import Overview, get_overview, list_due
from quarter.coordination.queries.quorum import get_forecast

MANY = 25  # of each kind on a page; the most urgent come first, the rest stands in its own room
ALL = 5000  # of each kind in a file

__all__ = [
    "ALL",
    "FEW",
    "MANY",
    "Column",
    "Overview",
    "get_forecast",
    "get_load",
    "get_overview",
    "list_board",
    "list_due",
    "list_last_answers",
    "list_late",
    "list_owed",
    "list_own_organisations",
]
