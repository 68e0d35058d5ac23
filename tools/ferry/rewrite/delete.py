"""The changes of the `delete` and `delete_tests` steps: the facade goes, with everything that only served it."""

import ast

from tools.ferry.colour.kinds import KIND
from tools.ferry.config import Step
from tools.ferry.config.schema import covers
from tools.ferry.edits.companions import dead_resets
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.twin_steps import is_in
from tools.ferry.inventory.mentions import mentions_in_code_beside
from tools.ferry.model import Blocker
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.twins import lets_go, moved_reads, serves, twin_of
from tools.ferry.project.carriers import Component
from tools.ferry.project.project import Project
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.parallel import rewrite_all
from tools.ferry.rewrite.step_paths import absent_files, files_of
from tools.ferry.source import Class, Function, Module, dotted
from tools.ferry.trace.patch_places import travels
from tools.ferry.trace.sources import source_kind
from tools.ferry.types.names import lookup, resolve_expression

_NEIGHBOUR = "move it to a module of its own first"


def delete_tests_step(analysis: Analysis, step: Step) -> Changes:
    """Delete the listed files; those that are gone already are no error, but noted: one can be mistyped."""
    project = analysis.project
    return Changes(dict.fromkeys(files_of(project, step)), notes=list(absent_files(project, step)))


def delete_step(analysis: Analysis, step: Step) -> Changes:
    """Delete the facade's files and what only served it. While something still uses it, nothing is changed."""
    project = analysis.project
    changes = delete_tests_step(analysis, step)
    if not changes.contents:
        return changes
    edits = EditSet()
    removed: set[ast.AST] = set()
    changes.blockers = [b for b in analysis.colour.blockers if not project.is_retired(project.program.files[b.file])]
    for component in analysis.components:
        _remove_component(analysis, component, edits, removed, changes)
    _remove_endings(project, edits)
    for module in project.program.files.values():
        if not project.is_retired(module):
            _remove_names(project, module, edits, removed, changes)
            _find_uses(project, module, removed, changes)
    for mention in mentions_in_code_beside(project):
        if mention.file not in changes.contents:
            reason = f"`{mention.name}` is named in a file that ferry does not read as a module"
            changes.blockers.append(Blocker(mention.file, mention.line, "in_use", reason, KIND["in_use"].recipe))
    if changes.blockers:
        changes.blockers.sort()
        changes.contents.clear()
        return changes
    rewritten = rewrite_all(analysis, edits.files)
    changes.contents |= rewritten.contents
    changes.edits = rewritten.edits
    changes.notes += _orphaned_tests(analysis, step)
    return changes


def _remove_component(
    analysis: Analysis, component: Component, edits: EditSet, removed: set[ast.AST], changes: Changes
) -> None:
    """Remove the statements around the sources and uses of a component, if they only served the facade."""
    places = [(source.module, node) for node, source in component.sources.items()]
    places += [(place.module, node) for node, place in (*component.uses.items(), *component.annotations.items())]
    for module, node in places:
        statement = _serving_statement(analysis.project, module, node)
        if statement is not None:
            edits.add(module, statement, "remove_statement")
            edits.of(module).drops |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
            removed.update(ast.walk(statement))
        else:
            reason = f"`{ast.unparse(node)}` still uses the facade"
            changes.blockers.append(Blocker(module.file, node.lineno, "in_use", reason, KIND["in_use"].recipe))


def _remove_endings(project: Project, edits: EditSet) -> None:
    """Remove where a holder gets the facade by a variable, or lets go of it, if the target does so beside it."""
    for function in sorted(project.serving, key=lambda one: one.name):
        for statement in ast.walk(function.node):
            if not isinstance(statement, ast.Assign):
                continue
            value = statement.value
            is_served = isinstance(value, ast.Name) and serves(project, function.module, value)
            if is_served or lets_go(project, statement):
                twin = twin_of(project, function.module, statement)
                if twin is not None and is_in(function, twin[0]):
                    edits.add(function.module, statement, "remove_statement")


def _serving_statement(project: Project, module: Module, node: ast.expr) -> ast.stmt | None:
    """Return the statement that only sets a travel attribute, or beside which the same is done with the target."""
    statement: ast.AST = node
    while not isinstance(statement, ast.stmt):
        statement = module.parents[statement]
    owner = project.owner(module, node)
    twin = twin_of(project, module, statement)
    if twin is not None and owner is not None and is_in(owner, twin[0]):
        bound = {name.id for name in ast.walk(statement) if isinstance(name, ast.Name)}
        return None if any(read.id in bound for read, _ in moved_reads(project, owner)) else statement
    return statement if _only_travels(project, module, statement) else None


def _only_travels(project: Project, module: Module, statement: ast.stmt) -> bool:
    """Tell whether the statement gives a travel attribute the facade, and does nothing else: it calls nothing else."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    calls = [part for part in ast.walk(statement.value or statement) if isinstance(part, ast.Call)]
    return travels(project, targets) and all(source_kind(project, module, call) is not None for call in calls)


def _remove_names(project: Project, module: Module, edits: EditSet, removed: set[ast.AST], changes: Changes) -> None:
    """Remove imports and exports of what is deleted, and resets where the same is done for the target beside them."""
    for statement in dict.fromkeys(dead_resets(project, module)):
        edits.add(module, statement, "remove_statement")
        removed.update(ast.walk(statement))
    _remove_paths(project, module, edits, removed, changes)
    gone = {local for local, dotted in module.imports.items() if _is_deleted(project, dotted)}
    if not gone:
        return
    edits.of(module).drops |= gone
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            exported = {e.value for e in ast.walk(node.value) if isinstance(e, ast.Constant)}
            own = {name for name in gone & exported if not _is_facades(project, module.imports[name])}
            for name in sorted(own):
                reason = f"`{name}` is exported here, and defined in a file that goes away"
                changes.blockers.append(Blocker(module.file, node.lineno, "in_use", reason, _NEIGHBOUR))
            if gone & exported:
                edits.add(module, node.value, "drop_exports", " ".join(sorted(gone & exported)))


def _remove_paths(project: Project, module: Module, edits: EditSet, removed: set[ast.AST], changes: Changes) -> None:
    """Remove `import shop.store`, unless the module has `shop` from there alone and reads something else of it."""
    imported = [(node, alias.name) for node in module.nodes(ast.Import) for alias in node.names if not alias.asname]
    staying = [f"{name}." for _, name in imported if not _is_deleted(project, name)]
    for node, name in imported:
        package = name.rpartition(".")[0]
        if not package or not _is_deleted(project, name):
            continue
        edits.of(module).drops.add(name)
        first = name.partition(".")[0]
        read = [n for n in project.program.loads.within(module, first) if n not in removed and isinstance(n, ast.Name)]
        paths = [f"{_path(module, n)}." for n in read if not _leads_to_deleted(project, module, n)]
        is_bound = any(other.startswith(f"{first}.") for other in staying)
        is_covered = any(other.startswith(f"{package}.") for other in staying)
        if (paths and not is_bound) or (not is_covered and any(path.startswith(f"{package}.") for path in paths)):
            reason = f"`import {name}` is where `{package}` comes from, which is read here"
            changes.blockers.append(
                Blocker(module.file, node.lineno, "in_use", reason, f"import `{package}` itself first")
            )


def _path(module: Module, node: ast.expr) -> str:
    """Return the whole path of which the name is the first part."""
    while isinstance(above := module.parents[node], ast.Attribute):
        node = above
    return dotted(node)


def _leads_to_deleted(project: Project, module: Module, node: ast.AST) -> bool:
    """Tell whether it is the first name of a path to a deleted module: `shop` of `shop.store.LIMIT`."""
    while isinstance(node := module.parents[node], ast.Attribute):
        if _reads_deleted(project, module, node):
            return True
    return False


def _find_uses(project: Project, module: Module, removed: set[ast.AST], changes: Changes) -> None:
    """Report what the module still reads of the deleted files: any name of theirs, not the facade alone."""
    gone = {local for local, dotted in module.imports.items() if _is_deleted(project, dotted)}
    told = {blocker.line for blocker in changes.blockers if blocker.file == module.file}
    for name in sorted(gone | _deleted_modules(project)):
        for node in project.program.loads.within(module, name):
            means = isinstance(node, ast.Name) and name in gone and project.program.binder(module, node) is None
            if node in removed or node.lineno in told or not (means or _reads_deleted(project, module, node)):
                continue
            reason = f"`{ast.unparse(node)}` is defined in a file that goes away"
            changes.blockers.append(Blocker(module.file, node.lineno, "in_use", reason, _NEIGHBOUR))
    for text in module.nodes(ast.Constant):
        if isinstance(text.value, str) and text not in removed and _names_deleted(project, module, text, text.value):
            reason = f"the text `{text.value}` is the path of a file that goes away"
            changes.blockers.append(Blocker(module.file, text.lineno, "in_use", reason, KIND["in_use"].recipe))


def _names_deleted(project: Project, module: Module, node: ast.Constant, text: str) -> bool:
    """Tell whether the text is the end of the path of a module that goes away, as in `folder / "store.py"`."""
    if not text.endswith(".py") or isinstance(module.parents[node], ast.Expr):
        return False
    if text == "__init__.py":
        return False  # every package has one
    end = f"/{text.removeprefix('./').lstrip('/')}"
    return any(
        f"/{file}".endswith(end) and _is_deleted_file(project, file)
        for file in (other.file for other in project.program.files.values())
    )


def _deleted_modules(project: Project) -> set[str]:
    """Return the last names of the modules that go away: `store` of `import shop.store; shop.store.LIMIT`."""
    return {m.name.rpartition(".")[2] for m in project.program.files.values() if _is_deleted_file(project, m.file)}


def _reads_deleted(project: Project, module: Module, node: ast.AST) -> bool:
    found = resolve_expression(project.program, module, node) if isinstance(node, ast.Attribute) else None
    return isinstance(found, Module) and _is_deleted_file(project, found.file)


def _is_facades(project: Project, dotted: str) -> bool:
    """Tell whether the name means what the target takes the place of, or what goes away with the facade."""
    found = lookup(project.program, dotted)
    return found in {*project.facade_classes, *project.accessors, *project.companions}


def _is_deleted_file(project: Project, file: str) -> bool:
    entries = (entry for s in project.config.steps if s.kind == "delete" for entry in s.texts("files"))
    return any(covers(entry, file) for entry in entries)


def _is_deleted(project: Project, dotted: str) -> bool:
    found = lookup(project.program, dotted)
    if isinstance(found, tuple):
        module: Module | None = found[0]
    elif isinstance(found, Class | Function):
        module = found.module
    else:
        module = found if isinstance(found, Module) else None
    return module is not None and _is_deleted_file(project, module.file)


def _orphaned_tests(analysis: Analysis, step: Step) -> list[str]:
    """Name the tests of the facade that cannot run any more and that a later step deletes."""
    later = (s for s in analysis.project.config.steps if s.kind == "delete_tests")
    files = [file for s in later for file in files_of(analysis.project, s)]
    return [f"{file}: tests the facade; a later step deletes it" for file in files]
