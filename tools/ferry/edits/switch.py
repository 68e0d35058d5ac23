"""The edits of a component that leaves the facade: its sources, its annotations, the names of its methods."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.carriers.places import built_classes
from tools.ferry.edits.carried import carry_arguments
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import give_members
from tools.ferry.edits.listed_mocks import switch_listed
from tools.ferry.edits.mock_arguments import carry_told_arguments
from tools.ferry.edits.mock_keywords import switch_attached, switch_keywords
from tools.ferry.edits.protocol_checks import ask_for_async
from tools.ferry.edits.quoted import edit_quoted, part_of
from tools.ferry.edits.records import (
    RECORDS,
    rename_recorded,
    rename_recorded_above,
    rename_recorded_by_holders,
    rename_records,
)
from tools.ferry.edits.set_up import set_up
from tools.ferry.edits.special_mocks import follow_told, rename_special
from tools.ferry.edits.test_doubles import (
    await_assertion,
    become_async_mock,
    is_replaced,
    rename_patched_parameter,
)
from tools.ferry.plan.twins import is_served, moved_reads
from tools.ferry.project.carriers import Component, Source, name_argument, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.namespaces import namespaces
from tools.ferry.trace.patch_holders import tested_with
from tools.ferry.trace.patch_places import twin_place
from tools.ferry.trace.patched import is_told
from tools.ferry.trace.sources import call_texts, makes_its_mock, patch_of, patched_accessor
from tools.ferry.trace.special_uses import stays
from tools.ferry.types.annotations import names_within
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import Mock, Namespace
from tools.ferry.uses.consumption import is_awaited, target_shape
from tools.ferry.uses.protocols import ASYNC_NAMES
from tools.ferry.uses.usage import made_by


def switch_component(graph: Graph, component: Component, edits: EditSet) -> None:
    """Add the edits that give every carrier of the component the target instead of the facade.

    What a step gives a twin stays: others still read the facade there.
    """
    project = graph.project
    for source in component.sources.values():
        if not is_served(project, source.module, source.node):
            _switch_source(graph, component, source, edits)
    for module, made in namespaces(component):
        switch_keywords(graph, module, made, edits)
    for carrier in (one for one in component.carriers if one.kind == "told"):
        rename_recorded_above(project, component, carrier, edits)
    for node, place in component.annotations.items():
        if not is_served(project, place.module, node):
            _switch_annotation(project, place.module, node, edits)
    _take_twins(project, component, edits)
    held_by = {carrier.name for carrier in component.carriers if carrier.kind == "attr"}
    for node, place in component.uses.items():
        if is_served(project, place.module, node):
            continue
        held = node.value if isinstance(node, ast.Attribute) else node
        # What travels has another name in the target: there `_switch_source` lets the mock hold it.
        if isinstance(held, ast.Attribute) and held.attr in held_by and held not in component.sources:
            _let_hold(project, component, place.module, held, held.attr, edits)
        if used_name(node) in project.facade_methods:
            _switch_use(graph, place.module, node, edits)
        else:
            _switch_told(graph, component, place.module, node, edits)
    for check in graph.protocol_checks.of_facade(component):
        ask_for_async(check, edits)


def _switch_annotation(project: Project, module: Module, node: ast.expr, edits: EditSet) -> None:
    if isinstance(node, ast.Constant):
        _switch_quoted(project, module, node, edits)
        return
    meaning = resolve_expression(project.program, module, node)
    twin = project.twin_class(meaning) if isinstance(meaning, Class) else project.config.target
    if twin is not None:
        edits.rename(module, node, *project.named_in(module, twin))


def _take_twins(project: Project, component: Component, edits: EditSet) -> None:
    """Let what reads a variable of the component read its twin, where a step puts one beside it."""
    held = {(carrier.owner, carrier.name) for carrier in component.carriers if carrier.kind == "local"}
    for function in sorted(project.serving, key=lambda one: one.name):
        for read, twin in moved_reads(project, function):
            if (function, read.id) in held:
                edits.add(function.module, read, "replace_name", twin)


def _switch_use(graph: Graph, module: Module, node: ast.expr, edits: EditSet) -> None:
    project, name, text = graph.project, used_name(node), name_argument(node)
    if project.config.renamed(name) != name:
        if text is not None:
            edits.add(module, text, "replace_string", project.config.renamed(name))
        else:
            edits.add(module, node, "rename_attribute", project.config.renamed(name))
    carry_arguments(project, module, node, name, edits)
    carry_told_arguments(project, module, node, name, edits)
    shape = target_shape(project, name)
    if shape in {"iterate", "enter"}:
        follow_told(graph, module, node, shape, edits)
    elif shape is not None:
        await_assertion(module, node, edits)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            held_by = project.references.inference.of(module, node.value)
            for mock in [value for value in held_by if isinstance(value, Mock | Namespace)]:
                is_replaced(graph, mock, name, edits)


def _switch_told(graph: Graph, component: Component, module: Module, node: ast.expr, edits: EditSet) -> None:
    """Follow what a mock of the facade is told, or asked, of its methods."""
    name, told = used_name(node), module.parents[node]
    if name in ASYNC_NAMES and isinstance(node, ast.Attribute) and not stays(graph.project, name):
        rename_special(module, node, edits)
    elif name in RECORDS:
        rename_records(graph.project, component, module, node, edits)
    elif name == "configure_mock" and isinstance(told, ast.Call):
        switch_keywords(graph, module, told, edits)
    elif name == "attach_mock" and isinstance(told, ast.Call):
        switch_attached(graph, module, told, edits)


def _switch_told_result(graph: Graph, module: Module, patch: ast.Call, edits: EditSet) -> None:
    """Follow what texts tell the mock of a patch about what it gives: `**{"return_value.load.side_effect": …}`."""
    switch_keywords(graph, module, patch, edits, "return_value.")
    mock, inference = Mock(patch, module), graph.project.references.inference
    for owner, method in graph.project.program.loads.get("configure_mock", []):
        call = owner.parents[method]
        if (
            isinstance(method, ast.Attribute)
            and isinstance(call, ast.Call)
            and mock in inference.of(owner, method.value)
        ):
            switch_keywords(graph, owner, call, edits, "return_value.")


def _switch_quoted(project: Project, module: Module, node: ast.Constant, edits: EditSet) -> None:
    """Let the names of the family in a quoted annotation name the target's: `"Layer | None"`."""
    for name in names_within(node):
        meaning = resolve_expression(project.program, module, name)
        twin = project.twin_class(meaning) if isinstance(meaning, Class) else None
        if twin is not None:
            edit_quoted(module, node, part_of(node, name), "replace_name", twin.rpartition(".")[2], edits)
            for local in (part.id for part in ast.walk(name) if isinstance(part, ast.Name)):
                edits.take_over(module, local, twin)


def _switch_source(graph: Graph, component: Component, source: Source, edits: EditSet) -> None:
    project, module, node = graph.project, source.module, source.node
    match source.kind:
        case "travel" | "put":
            _rename_travel(project, module, node, edits)
            if source.kind == "travel" and isinstance(node, ast.Attribute):
                _let_hold(project, component, module, node, project.config.travel[node.attr], edits)
        case "construct" if isinstance(node, ast.Call):
            for cls in built_classes(project, module, node):
                twin = project.twin_class(cls) or project.config.target
                edits.rename(module, made_by(node) or node.func, *project.named_in(module, twin))
        case "accessor" if isinstance(node, ast.Call):
            _switch_accessor(graph, module, node, edits)
        case "overridden":
            _switch_reference(graph, module, node, edits)
        case "mock" if isinstance(node, ast.Call):
            switch_keywords(graph, module, node, edits)
            rename_recorded_by_holders(project, component, module, node, edits)
            if not _switch_spec(graph, module, node, edits) and not switch_listed(graph, module, node, edits):
                _let_await(graph, component, module, node, edits)
        case "patch" | "replaced" if isinstance(node, ast.Call):
            rename_recorded(project, component, module, node, edits)
            _switch_told_result(graph, module, node, edits)
            renamed = _switch_patch(graph, component, module, node, edits) if source.kind == "patch" else {}
            if _gives_a_mock(project, module, node) and _named_result(project, component, node) is None:
                making = f"AsyncMock({_plain(_synchronous(project, component), module, edits)})"
                set_up(project, module, node, ["return_value"], edits, renamed, making)
        case "patched" | "held" if isinstance(node, ast.Attribute):
            _switch_result(project, component, module, node, edits)


def _switch_result(project: Project, component: Component, module: Module, node: ast.Attribute, edits: EditSet) -> None:
    """Let what a patched accessor gives be awaitable where the test gives it a name, and what another mock has."""
    if component.sources[node].kind == "held":
        _let_hold(project, component, module, node, node.attr, edits)
        return
    patch = patch_of(project, module, node.value)
    made = patch is not None and _gives_a_mock(project, module, patch)
    if made and patch is not None and _named_result(project, component, patch) is node:
        edits.add(module, node, "patched_result", _plain(_synchronous(project, component), module, edits))
        edits.of(module).needs.add("unittest.mock.AsyncMock")


def _rename_travel(project: Project, module: Module, named: ast.expr, edits: EditSet) -> None:
    """Rename the attribute of a shared holder, where a patch names it or the keywords that tell a mock what it has."""
    call = module.parents[named]
    if isinstance(named, ast.Attribute) and named.attr in project.config.travel:
        edits.add(module, named, "rename_attribute", project.config.travel[named.attr])
    elif isinstance(named, ast.Constant):
        owner, dot, name = str(named.value).rpartition(".")
        edits.add(module, named, "replace_string", f"{owner}{dot}{project.config.travel[name]}")
    elif isinstance(call, ast.Call):
        for old, new in project.config.travel.items():
            if any(keyword.arg == old for keyword in call.keywords):
                edits.join(module, call, "rename_keyword", f"{old}:{new}")


def _let_await(graph: Graph, component: Component, module: Module, mock: ast.Call, edits: EditSet) -> None:
    told = {graph.project.config.renamed(keyword.arg or "") for keyword in mock.keywords}
    kept = [name for name in _synchronous(graph.project, component) if name not in told]
    if is_patch(mock):
        making = ["new_callable=AsyncMock", *([_plain(kept, module, edits)] if kept else [])]
        edits.add(module, mock, "patch_result", ", ".join(making))
        edits.of(module).needs.add("unittest.mock.AsyncMock")
        return
    wrapped = next((keyword.value for keyword in mock.keywords if keyword.arg == "wraps"), None)
    if kept and wrapped is not None and not _gives_the_same(component, wrapped):
        edits.leave(module, mock)  # what is not awaited would have to hand on to another object
        return
    become_async_mock(graph, component, module, mock, edits)
    if kept:
        edits.add(module, mock, "patch_result", _plain(kept, module, edits, is_around=wrapped is not None))


def _gives_the_same(component: Component, node: ast.expr) -> bool:
    """Tell whether the expression can stand there twice: a name, or the call of an accessor."""
    source = component.sources.get(node)
    if source is not None and source.kind == "accessor" and isinstance(node, ast.Call):
        return not (node.args or node.keywords)
    return all(isinstance(part, ast.Name | ast.Attribute | ast.Load) for part in ast.walk(node))


def _let_hold(
    project: Project, component: Component, module: Module, held: ast.Attribute, name: str, edits: EditSet
) -> None:
    """Let a mock that stands for what holds the facade have what can be awaited there, if the test puts nothing there.

    There it has the `name` now.
    """
    inference = project.references.inference
    told = [(owner, target.value) for owner, target in project.program.stores.get(held.attr, [])]
    for mock in inference.of(module, held.value):
        made = mock.node if isinstance(mock, Mock) else None
        if not isinstance(mock, Mock) or not isinstance(made, ast.Call) or called_name(made) in {"create_autospec"}:
            continue
        if any(mock in inference.of(owner, holder) for owner, holder in told):
            continue
        making = f"AsyncMock({_plain(_synchronous(project, component), module, edits)})"
        parts = ["return_value" if part == "()" else part for part in mock.path]
        member = ".".join([*parts, name])
        if is_patch(made):
            set_up(project, mock.module, made, [member], edits, {}, making)
        elif held.attr not in {keyword.arg for keyword in made.keywords}:
            give_members(mock.module, made, [member], edits, making)


def _synchronous(project: Project, component: Component) -> list[str]:
    """Return the methods that code uses on the component and whose calls are not awaited, by the target's names."""
    used = {used_name(node) for node in component.uses} & project.facade_methods
    return sorted(project.config.renamed(name) for name in used if not is_awaited(project, name))


def _plain(names: list[str], module: Module, edits: EditSet, *, is_around: bool = False) -> str:
    """Return the keywords that tell an `AsyncMock` which of its methods are not awaited.

    Where it is made around an object, which `...` stands for, they hand on to that, as all others do.
    """
    if names:
        edits.of(module).needs.add("unittest.mock.MagicMock")
    return ", ".join(f"{name}=MagicMock({f'wraps=....{name}' if is_around else ''})" for name in names)


def _gives_a_mock(project: Project, module: Module, patch: ast.Call) -> bool:
    """Tell whether the patched accessor gives a mock of which the test does not say what it is."""
    return makes_its_mock(patch) and not is_told(project, module, patch)


def _named_result(project: Project, component: Component, patch: ast.Call) -> ast.Attribute | None:
    """Return the one place where the test asks for what the patched accessor gives, if it gives it a name there.

    So in `layer = get_layer.return_value`, in the one function that gets the mock: what a fixture or `setUp` patches is
    there for other tests, too.
    """
    asked = [
        (s.module, s.node)
        for s in component.sources.values()
        if s.kind == "patched" and isinstance(s.node, ast.Attribute | ast.Call)
        if patch_of(project, s.module, s.node.value if isinstance(s.node, ast.Attribute) else s.node.func) is patch
    ]
    if len(asked) != 1:
        return None
    module, node = asked[0]
    around = tested_with(project, component.sources[patch].module, patch)
    if around is None or around is not project.owner(module, node):
        return None
    is_named = isinstance(node, ast.Attribute) and isinstance(module.parents[node], ast.Assign)
    return node if is_named and isinstance(node, ast.Attribute) else None


def _switch_accessor(graph: Graph, module: Module, call: ast.Call, edits: EditSet) -> None:
    _switch_reference(graph, module, made_by(call) or call.func, edits)


def _switch_reference(graph: Graph, module: Module, reference: ast.expr, edits: EditSet) -> None:
    if isinstance(reference, ast.Name | ast.Attribute):
        for definition in graph.project.references.resolve(module, reference).definitions:
            twin = graph.project.twin_of(definition) if isinstance(definition, Function) else None
            if twin:
                edits.rename(module, reference, *graph.project.named_in(module, twin))


def _switch_spec(graph: Graph, module: Module, call: ast.Call, edits: EditSet) -> bool:
    """Let a mock imitate the target where it imitated the facade; tell whether it did."""
    project = graph.project
    given = [k.value for k in call.keywords if k.arg in {"spec", "spec_set"}] + call.args[:1]
    for node in given:
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        found = [d for d in project.references.resolve(module, node).definitions if d in project.facade_classes]
        if found:
            twin = project.twin_class(found[0]) or project.config.target
            edits.rename(module, node, *project.named_in(module, twin))
            return True
    return False


def _switch_patch(graph: Graph, component: Component, module: Module, call: ast.Call, edits: EditSet) -> dict[str, str]:
    """Patch the accessor's twin; a parameter named after the accessor follows. Return its old name -> the new one."""
    found = patched_accessor(graph.project, module, call)
    twin = twin_place(graph.project, component, module, call)
    name = call.args[len(call_texts(call)) - 1]
    if found is None or twin is None or not isinstance(name, ast.Constant) or not isinstance(name.value, str):
        return {}
    place, _, new = twin.rpartition(".")
    owner, dot, old = name.value.rpartition(".")
    before = f"{owner if place == found[0].name else place}." if dot else ""
    edits.replace_text(module, name, f"{before}{new}")
    if not dot and place != found[0].name:  # `patch.object(Store, "instance")`
        edits.rename(module, call.args[0], *graph.project.named_in(module, place))
    if old != new:
        rename_patched_parameter(graph, module, call, old, new, edits)
    return {old: new}
