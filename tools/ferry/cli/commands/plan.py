"""`ferry plan`: what must become async, what stands in the way, in which order."""

from tools.ferry.cli.facts import plan_of
from tools.ferry.cli.output import CLEAN, FINDINGS, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.report import plan_bazel, plan_document, plan_dot, plan_json, plan_svg


def run(request: Request) -> int:
    """Show the plan; exit code 1 when a person is needed."""
    options = request.options
    made, packages = plan_of(request)
    proposed = not request.config.steps
    write_json(options.json, lambda: {**plan_json(made), "proposed": proposed})
    write_form(options.svg, lambda: plan_svg(made))
    write_form(options.dot, lambda: plan_dot(made))
    write_form(options.bazel, lambda: plan_bazel(made, request.config, list(packages)))
    show(plan_document(made, proposed=proposed), options)
    return FINDINGS if made.blockers or made.gaps or made.uncovered else CLEAN
