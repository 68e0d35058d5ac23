"""The facts in other forms: text, JSON, Markdown, SARIF, HTML. Readers of the facts, without analysis of their own."""

from tools.ferry.report.as_json import inventory_json, plan_json
from tools.ferry.report.bazel import plan_bazel
from tools.ferry.report.documents import apply_document, findings_document, inventory_document, plan_document
from tools.ferry.report.github import annotation
from tools.ferry.report.graph import plan_dot, plan_svg
from tools.ferry.report.html import page, render
from tools.ferry.report.markdown import inventory_markdown
from tools.ferry.report.sarif import inventory_sarif, sarif
from tools.ferry.report.text import Terminal, text

__all__ = [
    "Terminal",
    "annotation",
    "apply_document",
    "findings_document",
    "inventory_document",
    "inventory_json",
    "inventory_markdown",
    "inventory_sarif",
    "page",
    "plan_bazel",
    "plan_document",
    "plan_dot",
    "plan_json",
    "plan_svg",
    "render",
    "sarif",
    "text",
]
