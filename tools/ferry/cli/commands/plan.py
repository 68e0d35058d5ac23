"""`ferry plan`: what must become async, what stands in the way, in which order."""

import sys

from tools.ferry.cli.output import CLEAN, FINDINGS, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.plan import Analysis, add_steps, make_plan
from tools.ferry.report import plan_bazel, plan_document, plan_dot, plan_json, plan_svg


def run(request: Request) -> int:
    """Show the plan; exit code 1 when a person is needed."""
    options = request.options
    with request.analysis() as analysis:
        add_steps(analysis)
        made = make_plan(analysis)
        packages = _packages(analysis)
    proposed = not request.config.steps
    write_json(options.json, {**plan_json(made), "proposed": proposed})
    write_form(options.svg, lambda: plan_svg(made))
    write_form(options.dot, lambda: plan_dot(made))
    write_form(options.bazel, lambda: plan_bazel(made, request.config, packages))
    show(plan_document(made, proposed=proposed), options)
    return FINDINGS if made.blockers or made.gaps else CLEAN


def _packages(analysis: Analysis) -> list[str]:
    """Return the packages that the tree imports and does not have, by import name."""
    program = analysis.project.program
    own = {name.partition(".")[0] for name in program.modules}
    imported = {dotted.partition(".")[0] for module in program.files.values() for dotted in module.imports.values()}
    return sorted(name for name in imported - own - sys.stdlib_module_names if name)
