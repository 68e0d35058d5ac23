"""Where a migration stands: what is left of the facade, by step and category. Only the command line imports it."""

from tools.ferry.status.burndown import Status, StepStatus, take_status
from tools.ferry.status.views import status_json, status_page, status_text

__all__ = ["Status", "StepStatus", "status_json", "status_page", "status_text", "take_status"]
