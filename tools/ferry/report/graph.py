"""The steps as a picture: boxes in columns, each after what it needs. As SVG, and as input for Graphviz."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from tools.ferry.model import Plan, StepPlan, counted

_HEIGHT, _ACROSS, _DOWN, _EDGE = 54, 70, 22, 16
_INSIDE = 12
_LETTER, _SMALL = 8.2, 7.0  # of the widest usual font at 14 and 12 px, so that a text stays in its box
_NARROWEST = 213

_STYLE = """\
svg { color-scheme: light dark; background: #fff; }
rect { fill: #eef3fb; stroke: #1f63c9; } text { fill: #16202c; font: 14px system-ui, sans-serif; }
.small { fill: #526070; font-size: 12px; } path { fill: none; stroke: #526070; stroke-width: 1.5; }
marker path { fill: #526070; stroke: none; } .person rect { fill: #fff1e2; stroke: #9a4b00; }
@media screen and (prefers-color-scheme: dark) {
svg { background: #10151c; } rect { fill: #1b2a40; stroke: #7db1ff; } text { fill: #eef2f6; }
.small { fill: #a9b6c4; } path { stroke: #a9b6c4; } marker path { fill: #a9b6c4; }
.person rect { fill: #3a2a18; stroke: #ffb877; }
}
"""


@dataclass(frozen=True, slots=True)
class _Box:
    step: StepPlan
    below: str
    needs_person: bool
    x: int
    y: int
    width: int


def plan_svg(plan: Plan) -> str:
    """Return the picture as a file without anything from outside, in light and dark."""
    return plan_picture(plan).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def plan_picture(plan: Plan) -> str:
    """Return the same as a part of a page."""
    boxes = _boxes(plan)
    width = max((box.x + box.width for box in boxes.values()), default=0) + _EDGE
    height = max((box.y for box in boxes.values()), default=0) + _HEIGHT + _EDGE
    title = f"{counted(len(plan.steps), 'step')}; an arrow leads from a step to the one that needs it"
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="steps-title">\n<title id="steps-title">{escape(title, quote=False)}</title>\n'
        f"<style>\n{_STYLE}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z"/></marker></defs>\n'
    ]
    parts += [_arrow(boxes[need], box) for box in boxes.values() for need in box.step.needs if need in boxes]
    parts += [_drawn(box) for box in boxes.values()]
    return "".join(parts) + "</svg>\n"


def _boxes(plan: Plan) -> Mapping[str, _Box]:
    """Return a box for each step: its column is the length of the longest way to it, its row the next free one."""
    blockers = {step.id: sum(blocker.file in step.files for blocker in plan.blockers) for step in plan.steps}
    below = {step.id: _below(step, blockers[step.id]) for step in plan.steps}
    letters = [count for step in plan.steps for count in (len(step.id) * _LETTER, len(below[step.id]) * _SMALL)]
    width = int(max([_NARROWEST, *(count + 2 * _INSIDE for count in letters)]))
    columns: dict[str, int] = {}
    rows: dict[int, int] = {}
    boxes: dict[str, _Box] = {}
    for step in plan.steps:
        column = max((columns[need] + 1 for need in step.needs if need in columns), default=0)
        row = rows.get(column, 0)
        columns[step.id], rows[column] = column, row + 1
        x, y = _EDGE + column * (width + _ACROSS), _EDGE + row * (_HEIGHT + _DOWN)
        boxes[step.id] = _Box(step, below[step.id], bool(blockers[step.id]), x, y, width)
    return boxes


def _arrow(start: _Box, end: _Box) -> str:
    x1, y1, x2, y2 = start.x + start.width, start.y + _HEIGHT // 2, end.x, end.y + _HEIGHT // 2
    middle = (x1 + x2) // 2
    return f'<path d="M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}" marker-end="url(#tip)"/>\n'


def _drawn(box: _Box) -> str:
    return (
        f"<g{' class=' + chr(34) + 'person' + chr(34) if box.needs_person else ''}>"
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{_HEIGHT}" rx="8"/>'
        f'<text x="{box.x + _INSIDE}" y="{box.y + 23}">{escape(box.step.id, quote=False)}</text>'
        f'<text class="small" x="{box.x + _INSIDE}" y="{box.y + 42}">{escape(box.below, quote=False)}</text></g>\n'
    )


def _summary(step: StepPlan) -> str:
    if step.kind != "package":
        return step.kind
    functions, files = counted(len(step.functions), "function"), counted(len(step.files), "file")
    return f"{functions}, {counted(step.sites, 'site')}, {files}"


def _below(step: StepPlan, blockers: int) -> str:
    """Return what stands below a step's name; blockers have a colour, too, but not everybody sees it."""
    return f"{_summary(step)}, {counted(blockers, 'blocker')}" if blockers else _summary(step)


def plan_dot(plan: Plan) -> str:
    """Return the same as input for Graphviz."""
    lines = ["digraph steps {", '  rankdir="LR";', '  node [shape="box", style="rounded", fontname="sans-serif"];']
    lines += [f'  "{step.id}" [label="{step.id}\\n{_summary(step)}"];' for step in plan.steps]
    lines += [f'  "{need}" -> "{step.id}";' for step in plan.steps for need in step.needs]
    return "\n".join([*lines, "}"]) + "\n"
