"""Reading issues: the list and its map, one issue with answers, comments and support, a topic's issues."""

from quarter.issues.queries.issue import (
    Part,
    get_issue,
    get_part,
    get_photo,
    list_answers,
    list_comments,
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
    "Part",
    "count_by_topic",
    "count_issues",
    "find_quarter_slug",
    "get_issue",
    "get_part",
    "get_photo",
    "list_answers",
    "list_comments",
    "list_for_topic",
    "list_issues",
    "list_photos",
    "list_points",
    "list_similar",
    "read_issue",
    "search_alike",
]
