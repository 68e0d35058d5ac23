"""Whose names an expression speaks of, and how these names begin: `vars(cls)`, `getattr(self, f"do_{name}")`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name, dotted
from tools.ferry.types.names import ancestry, descendants, lookup, resolve_expression
from tools.ferry.types.values import ClassRef, External, Instance

Scope = Module | Class | str
"""A string stands for all modules whose names begin with it."""

_METACLASSES = ("type", "Type", "Meta", "Metaclass")


@dataclass(frozen=True, slots=True)
class Beginning:
    """How names begin: with `prefix`, and not with one of `without`."""

    prefix: str = ""
    without: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Tell whether the name begins so."""
        return name.startswith(self.prefix) and not (self.without and name.startswith(self.without))


def scopes(project: Project, module: Module, node: ast.expr, *, of_itself: bool = False) -> Iterator[Scope]:
    """Yield the modules and classes of the tree that the object is, or is of.

    With `of_itself` what is in the object's own namespace counts: no method is in that of an instance.
    """
    for value in (node, *assigned(project, module, node)):
        if isinstance(value, ast.Subscript) and dotted(value.value) == "sys.modules":
            if isinstance(value.slice, ast.Name) and value.slice.id == "__name__":
                yield module
            continue
        known, is_class = _object_of(value)
        for meaning in project.references.inference.of(module, known):
            if isinstance(meaning, ClassRef) or (isinstance(meaning, Instance) and not (of_itself and not is_class)):
                yield meaning.cls
            if isinstance(meaning, Instance):
                yield from made_by(project, meaning.cls)
            elif isinstance(meaning, External):
                found = lookup(project.program, meaning.name)
                yield from [found] if isinstance(found, Module) else []


def _object_of(node: ast.expr) -> tuple[ast.expr, bool]:
    """Return the object of which `node` is the class or one of its bases, or the node; and whether it is a class."""
    match node:
        case ast.Attribute(value, "__mro__" | "__bases__" | "__base__"):
            return _object_of(value)[0], True
        case ast.Call(ast.Attribute(value, "mro" | "__subclasses__"), []):
            return _object_of(value)[0], True
        case ast.Call(func, [value]) if called_name(func) in {"type", "getmro", "reversed"}:
            return _object_of(value)[0], True
        case ast.Attribute(value, "__class__"):
            return value, True
        case ast.Subscript(value):
            return _object_of(value)
    return node, False


def metaclasses(project: Project) -> list[Class]:
    """Return the classes of the tree that may be metaclasses, by the names of what they derive from."""
    subclasses = project.program.subclasses
    found = [cls for base in sorted(subclasses) if base.endswith(_METACLASSES) for cls in subclasses[base]]
    return list(dict.fromkeys(heir for cls in found for heir in descendants(project.program, cls)))


def made_by(project: Project, metaclass: Class) -> list[Class]:
    """Return the classes of the tree whose metaclass is the class, or an heir of it."""
    program = project.program
    bases = {base.rpartition(".")[2] for cls in ancestry(program, metaclass) for base in cls.bases}
    if not any(base.endswith(_METACLASSES) for base in bases):
        return []
    makers = descendants(program, metaclass)
    named = ((maker, p) for maker in makers for p in program.loads.get(maker.name.rpartition(".")[2], []))
    made = (_class_with(project, *place) for maker, place in named if resolve_expression(program, *place) is maker)
    return [cls for cls in made if cls is not None]


def _class_with(project: Project, module: Module, name: ast.expr) -> Class | None:
    """Return the class in whose head the name stands, other than as a base."""
    child: ast.AST = name
    for part in project.program.ancestors(module, name):
        if isinstance(part, ast.ClassDef):
            found = project.program.by_line.get((module.file, part.lineno))
            return found if isinstance(found, Class) and name not in part.bases and child not in part.body else None
        if isinstance(part, ast.stmt):
            return None
        child = part
    return None


def beginning(project: Project, module: Module, name: ast.expr) -> Beginning:
    """Return what is known of how the name begins."""
    match name:
        case ast.Constant(str(text)):
            return Beginning(text)
        case ast.JoinedStr([ast.Constant(str(text)), *_]) | ast.BinOp(ast.Constant(str(text)), ast.Add()):
            return Beginning(text)
        case ast.BinOp(ast.Constant(str(text)), ast.Mod()):
            return Beginning(text.partition("%")[0])
        case ast.Call(func=ast.Attribute(ast.Constant(str(text)), "format")):
            return Beginning(text.partition("{")[0])
        case ast.Name():
            values = assigned(project, module, name)
            known = {beginning(project, module, value) for value in values if not isinstance(value, ast.Name)}
            return known.pop() if len(known) == 1 else asked_beginning(project, module, name, name.id)
    return Beginning()


def asked_beginning(project: Project, module: Module, node: ast.expr, variable: str = "") -> Beginning:
    """Return the beginning for which the function around the node asks, of the variable or of any."""
    function = project.owner(module, node)
    prefix, without = "", []
    for part in ast.walk(function.node if function is not None else module.tree):
        match part:
            case ast.Call(ast.Attribute(ast.Name(asked), "startswith"), [ast.Constant(str(text))]):
                if _only_chooses(project, module, part, node):
                    continue
                if variable in {"", asked} and _is_passed_over(module, part):
                    without.append(text)
                elif variable in {"", asked}:
                    prefix = prefix or text
    return Beginning(prefix, tuple(without))


def _only_chooses(project: Project, module: Module, test: ast.Call, node: ast.expr) -> bool:
    """Tell whether the test leaves no name out: `shown = name[1:] if name.startswith("_") else name`.

    What is chosen there does not hold the node.
    """
    above = module.parents[test]
    if isinstance(above, ast.If):
        sides = [above.body, above.orelse]
        chosen = [{ast.dump(s.targets[0]) for s in side if isinstance(s, ast.Assign)} for side in sides]
        plain = all(isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) for side in sides for s in side)
        return plain and chosen[0] == chosen[1] and above not in project.program.ancestors(module, node)
    return isinstance(above, ast.IfExp) and above not in project.program.ancestors(module, node)


def _is_passed_over(module: Module, test: ast.Call) -> bool:
    """Tell whether names are left out that pass the test: `if not …`, `if …: continue`."""
    above = module.parents[test]
    while isinstance(above, ast.BoolOp):
        above = module.parents[above]
    if isinstance(above, ast.UnaryOp):
        return isinstance(above.op, ast.Not)
    return isinstance(above, ast.If) and isinstance(above.body[-1], ast.Continue | ast.Return)


def assigned(project: Project, module: Module, node: ast.expr) -> list[ast.expr]:
    """Return what is assigned to a variable, and over what a loop for it goes."""
    if not isinstance(node, ast.Name):
        return []
    function = project.program.binder(module, node)
    if function is not None:
        values = function.assigned.get(node.id, [])
        return [value for _, value, how in values if value is not None and how in {"value", "element"}]
    return [value for _, value in module.assigned.get(node.id, []) if value is not None]
