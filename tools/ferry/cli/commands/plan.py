"""`ferry plan`: what must become async, what stands in the way, in which order."""

from tools.ferry.cli.output import CLEAN, FINDINGS, show, write_json
from tools.ferry.cli.request import Request
from tools.ferry.plan import make_plan
from tools.ferry.report import plan_document, plan_json


def run(request: Request) -> int:
    """Show the plan; exit code 1 when a person is needed."""
    options = request.options
    with request.analysis() as analysis:
        made = make_plan(analysis)
    write_json(options.json, plan_json(made))
    show(plan_document(made), options)
    return FINDINGS if made.blockers or made.gaps else CLEAN
