"""The facts in other forms: JSON, Markdown, SARIF. Readers of the facts, without analysis of their own."""

from tools.ferry.report.as_json import inventory_json, plan_json
from tools.ferry.report.markdown import inventory_markdown
from tools.ferry.report.sarif import sarif

__all__ = ["inventory_json", "inventory_markdown", "plan_json", "sarif"]
