"""Reading issues: the list and its map, one issue with its answers and photos, a topic's issues."""

from quarter.issues.queries.issue import (
    get_issue,
    get_photo,
    list_answers,
    list_photos,
    read_issue,
)
from quarter.issues.queries.listing import (
    MOST_COUNTED,
    IssueFilter,
    count_by_topic,
    count_issues,
    find_quarter_slug,
    list_for_topic,
    list_issues,
    list_points,
    search_alike,
)
from quarter.issues.queries.similar import list_similar

__all__ = [
    "MOST_COUNTED",
    "IssueFilter",
    "count_by_topic",
    "count_issues",
    "find_quarter_slug",
    "get_issue",
    "get_photo",
    "list_answers",
    "list_for_topic",
    "list_issues",
    "list_photos",
    "list_points",
    "list_similar",
    "read_issue",
    "search_alike",
]
