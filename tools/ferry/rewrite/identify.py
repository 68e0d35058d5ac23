"""The changes of the `identify` step: the document of all call sites, by category."""

from tools.ferry.config import Step
from tools.ferry.inventory import take_inventory
from tools.ferry.plan.analysis import Analysis
from tools.ferry.report.markdown import inventory_markdown
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.step_paths import file_of


def identify_step(analysis: Analysis, step: Step) -> Changes:
    """Write the call-site document when the step names one."""
    document = file_of(analysis.project, step, "document")
    if not document:
        return Changes()
    content = inventory_markdown(take_inventory(analysis)).encode("utf-8", "backslashreplace")
    path = analysis.project.program.root / document
    same = path.exists() and path.read_bytes() == content
    return Changes({} if same else {document: content})
