"""Where a migration stands: what is left of the facade, by step, package and day. Only the command line imports it."""

from tools.ferry.status.burndown import Part, Status, as_day, take_status
from tools.ferry.status.history import (
    Day,
    HistoryError,
    is_shallow,
    last_commits,
    merged,
    read_history,
    tree_of,
    write_history,
)
from tools.ferry.status.page import status_page
from tools.ferry.status.text import status_text
from tools.ferry.status.views import status_json

__all__ = [
    "Day",
    "HistoryError",
    "Part",
    "Status",
    "as_day",
    "is_shallow",
    "last_commits",
    "merged",
    "read_history",
    "status_json",
    "status_page",
    "status_text",
    "take_status",
    "tree_of",
    "write_history",
]
