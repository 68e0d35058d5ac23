"""What a dotted name means: through imports, re-exports and aliases, down to a definition in the tree."""

import ast
import difflib
from collections.abc import Iterable, Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name

Definition = Class | Function | Module | tuple[Module, str]
"""A definition in the tree; the pair is a module's variable."""

_DEPTH = 20
"""Through how many imports a name is followed."""


def lookup(program: Program, name: str, depth: int = 0) -> Definition | str:
    """Follow a dotted import name to its definition in the tree, or return the name that leads out of it.

    A module can be named by its file, too, as one that a package hides must be.
    """
    if depth > _DEPTH:
        return name
    module = program.modules.get(name) or program.files.get(name)
    if module is not None:
        return module
    base, _, last = name.rpartition(".")
    if not base:
        return name
    owner = lookup(program, base, depth + 1)
    if isinstance(owner, Module):
        return member(program, owner, last, depth + 1)
    if isinstance(owner, Class):
        return owner.methods.get(last, name)
    return f"{owner}.{last}" if isinstance(owner, str) else name


def member(program: Program, module: Module, name: str, depth: int = 0) -> Definition | str:
    """Return what `name` means at the top of `module`."""
    known = program.meanings.get((module, name))
    if known is not None:
        return known
    found = _member(program, module, name, depth)
    if depth == 0:  # further on, too many imports may have been followed to find it
        program.meanings[module, name] = found
    return found


def _member(program: Program, module: Module, name: str, depth: int) -> Definition | str:
    if name in module.functions:
        return module.functions[name]
    if name in module.classes:
        return module.classes[name]
    if name in module.imports:
        return lookup(program, module.imports[name], depth + 1)
    hidden = program.hidden.get(module.name)
    if hidden is not None and hidden is not module and name in {**hidden.functions, **hidden.classes}:
        # The package loads the module that it hides by its path, and passes its names on.
        return member(program, hidden, name, depth + 1)
    if name in module.outline.variables:
        return module, name
    if f"{module.name}.{name}" in program.modules:
        return program.modules[f"{module.name}.{name}"]
    lazy = _lazily(program, module, name) if "__getattr__" in module.functions else []
    by_star = _imported_by_star(program, module, name, depth) if len(lazy) != 1 else None
    return by_star or (lazy[0] if len(lazy) == 1 else f"{module.name}.{name}")


def _imported_by_star(program: Program, module: Module, name: str, depth: int) -> Definition | str | None:
    """Return what `from other import *` gives by the name; None when no module of the tree gives it."""
    for dotted in reversed(module.outline.stars if depth <= _DEPTH else ()):
        owner = lookup(program, dotted, depth + 1)
        if isinstance(owner, Module) and owner is not module and not name.startswith("_"):
            found = member(program, owner, name, depth + 1)
            if found != f"{owner.name}.{name}":
                return found
    return None


def meanings(program: Program, module: Module, name: str, depth: int = 0) -> list[Definition | str]:
    """Return all that `name` can mean at the top of `module`: branches can import one thing or another, or define it.

    Without branches that is what `member` says.
    """
    dotted = module.outline.alternatives.get(name, ())
    defined = [table[name] for table in (module.functions, module.classes) if name in table]
    if not defined and not dotted and name in module.imports:
        dotted = (module.imports[name],)
    found: list[Definition | str] = [*defined, *(m for one in dotted for m in meanings_of(program, one, depth + 1))]
    found += [(module, name)] if name in module.outline.rebound else []
    return list(dict.fromkeys(found)) or [member(program, module, name)]


def meanings_of(program: Program, dotted: str, depth: int = 0) -> list[Definition | str]:
    """Return all that a dotted import name can mean."""
    base, _, last = dotted.rpartition(".")
    owner = lookup(program, base) if base and depth <= _DEPTH and dotted not in program.modules else None
    return meanings(program, owner, last, depth + 1) if isinstance(owner, Module) else [lookup(program, dotted)]


def _lazily(program: Program, package: Module, name: str) -> list[Definition]:
    """Return what a module's `__getattr__` (PEP 562) can give for the name: what others define by that name.

    Those are the modules below it, and those of which it speaks: `return getattr(rules, name)`.
    """
    inside = [module for module in program.modules.values() if module.name.startswith(f"{package.name}.")]
    names = {n.id for n in ast.walk(package.functions["__getattr__"].node) if isinstance(n, ast.Name)}
    imported = (package.imports[name] for name in sorted(names & package.imports.keys()))
    inside += [program.modules[dotted] for dotted in imported if dotted in program.modules]
    tables = (table for module in dict.fromkeys(inside) for table in (module.functions, module.classes))
    return [table[name] for table in tables if name in table]


def class_of(program: Program, name: str) -> Class | None:
    """Return the class of the tree that the dotted `name` leads to."""
    found = lookup(program, name)
    return found if isinstance(found, Class) else None


def bases(program: Program, cls: Class) -> list[Class]:
    """Return the direct bases of `cls` that are classes of the tree."""
    if cls not in program.bases:
        program.bases[cls] = _bases(program, cls)
    return program.bases[cls]


def _bases(program: Program, cls: Class) -> list[Class]:
    queue: list[tuple[Module, ast.expr]] = [(cls.module, base) for base in cls.node.bases]
    found = [one for one in _classes_meant(program, queue) if one is not cls]
    return list(dict.fromkeys(found))


_PLAIN_BASES = frozenset({"ABC", "Generic", "Protocol", "object"})


def derives_from_outside(program: Program, cls: Class) -> bool:
    """Tell whether the class itself derives from one outside the tree from which it can have methods or attributes."""
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in cls.node.bases)
    found = (resolve_expression(program, cls.module, base) for base in bases)
    return any(isinstance(name, str) and name.rpartition(".")[2] not in _PLAIN_BASES for name in found)


def _classes_meant(program: Program, queue: list[tuple[Module, ast.expr]]) -> Iterator[Class]:
    """Yield the classes of the tree that expressions can be, also by way of variables: `Base = A if FAST else B`.

    And those of which a base is made: `with_metaclass(Meta, Base)`. A class whose base is a `type(Base)` is none of it.
    """
    seen: set[ast.expr] = set()
    for module, node in queue:
        if node in seen:
            continue
        seen.add(node)
        match node:
            case ast.Subscript():
                queue.append((module, node.value))
            case ast.IfExp():
                queue += [(module, node.body), (module, node.orelse)]
            case ast.BoolOp():
                queue += [(module, value) for value in node.values]
            case ast.List() | ast.Tuple():
                queue += [(module, value) for value in node.elts]
            case ast.Call() if not isinstance(node.func, ast.Name) or node.func.id != "type":
                inner = [node.func] if isinstance(node.func, ast.Call) else []
                queue += [(module, value) for value in (*node.args, *inner)]
        for meaning in _meant(program, module, node):
            if isinstance(meaning, Class):
                yield meaning
            elif isinstance(meaning, tuple):
                queue += _values(meaning)


def _meant(program: Program, module: Module, node: ast.expr) -> list[Definition | str]:
    local = local_class(program, module, node) if isinstance(node, ast.Name) else None
    if isinstance(node, ast.Name) and local is None:
        return meanings(program, module, node.id)
    return [local or resolve_expression(program, module, node)]


def _values(variable: tuple[Module, str]) -> list[tuple[Module, ast.expr]]:
    module, name = variable
    return [(module, value) for _, value in module.assigned.get(name, []) if value is not None]


def ancestry(program: Program, cls: Class) -> tuple[Class, ...]:
    """Return `cls` and its bases in the tree, nearest first."""
    if cls not in program.ancestry:
        order: list[Class] = []
        queue = [cls]
        while queue:
            current = queue.pop(0)
            if current not in order:
                order.append(current)
                queue += bases(program, current)
        program.ancestry[cls] = tuple(order)
    return program.ancestry[cls]


def bases_outside(program: Program, cls: Class) -> list[str]:
    """Return the dotted names of the classes outside the tree from which `cls` derives, by itself or by its bases."""
    owners = ancestry(program, cls)
    found = (resolve_expression(program, owner.module, base) for owner in owners for base in owner.node.bases)
    return [name for name in found if isinstance(name, str)]


def descendants(program: Program, cls: Class) -> tuple[Class, ...]:
    """Return the classes of the tree that derive from `cls`, itself first."""
    if cls not in program.descendants:
        order = {cls: None}
        queue = [cls]
        for current in queue:
            heirs = [heir for heir in _heirs(program, current) if heir not in order]
            order |= dict.fromkeys(heirs)
            queue += heirs
        program.descendants[cls] = tuple(order)
    return program.descendants[cls]


def made_by_metaclass(program: Program, cls: Class) -> tuple[Class, ...]:
    """Return the classes of the tree that `cls` makes, as their metaclass or as a base of that; kept."""
    if cls not in program.made_classes:
        found: dict[Class, None] = {}
        for meta in descendants(program, cls) if _derives_from_type(program, cls) else ():
            for module, name in program.loads.get(meta.node.name, []):
                of = module.parents[name]
                is_meta = isinstance(of, ast.ClassDef) and any(keyword.value is name for keyword in of.keywords)
                made = program.by_line.get((module.file, getattr(of, "lineno", 0))) if is_meta else None
                if isinstance(made, Class) and resolve_expression(program, module, name) is meta:
                    found |= dict.fromkeys(descendants(program, made))
        program.made_classes[cls] = tuple(found)
    return program.made_classes[cls]


def _derives_from_type(program: Program, cls: Class) -> bool:
    """Tell whether a base is `type` or named as heirs of it are, such as `ABCMeta`, or is what a call gives."""
    above = [base for owner in ancestry(program, cls) for base in owner.node.bases]
    return any(isinstance(base, ast.Call) or called_name(base).endswith(("type", "Meta", "Type")) for base in above)


def _heirs(program: Program, cls: Class) -> list[Class]:
    """Return the classes that name the class as a base of theirs."""
    if program.class_aliases is None:
        program.class_aliases = _class_aliases(program)
    short = cls.name.rpartition(".")[2]
    names = (short, *sorted(program.class_aliases.get(short, ())))
    named = dict.fromkeys(heir for name in names for heir in program.subclasses.get(name, []))
    return [heir for heir in named if cls in bases(program, heir)]


def _class_aliases(program: Program) -> dict[str, set[str]]:
    """Return the other names under which classes are imported or kept in variables, among those of base classes."""
    found: dict[str, set[str]] = {}
    for module in program.files.values():
        for local in program.subclasses.keys() & (module.imports.keys() | module.outline.variables):
            for meaning in meanings(program, module, local):
                behind = [meaning] if isinstance(meaning, Class) else []
                if isinstance(meaning, tuple):
                    behind = list(_classes_meant(program, _values(meaning)))
                for cls in behind:
                    found.setdefault(cls.name.rpartition(".")[2], set()).add(local)
    return {short: names - {short} for short, names in found.items() if names != {short}}


def relatives(program: Program, cls: Class) -> list[Class]:
    """Return the classes that an object of `cls` can also be: what derives from it, and their other bases."""
    own = set(ancestry(program, cls))
    found: list[Class] = []
    for descendant in descendants(program, cls)[1:]:
        found += [c for c in ancestry(program, descendant) if c not in own and c not in found]
    return found


def followers(program: Program, cls: Class) -> list[Class]:
    """Return the classes that heirs derive from after `cls`: what `super()` in a mixin leads to."""
    found: list[Class] = []
    for heir in descendants(program, cls)[1:]:
        above = bases(program, heir)
        found += above[above.index(cls) + 1 :] if cls in above else []
    return list(dict.fromkeys(found))


def resolve_expression(program: Program, module: Module, node: ast.expr) -> Definition | str:
    """Return what a dotted expression of `module` means, local variables aside; else the empty string."""
    if isinstance(node, ast.Name):
        imported = imported_around(program, module, node)
        found = lookup(program, imported) if imported is not None else None
        return found or local_class(program, module, node) or member(program, module, node.id)
    if isinstance(node, ast.Attribute):
        owner = resolve_expression(program, module, node.value)
        if isinstance(owner, Module):
            return member(program, owner, node.attr)
        if isinstance(owner, Class):
            return owner.methods.get(node.attr, "")
        return f"{owner}.{node.attr}" if isinstance(owner, str) and owner else ""
    return ""


def imported_around(program: Program, module: Module, name: ast.Name) -> str | None:
    """Return the dotted name that a function around imports under the name; None where the module has but one."""
    imported = module.local_imports.get(name.id, {})
    function = program.enclosing(module, name) if imported else None
    while function is not None and function not in imported:
        function = function.outer
    return imported[function] if function is not None else None


def local_class(program: Program, module: Module, name: ast.Name) -> Class | None:
    """Return the class that a function around the name defines by it."""
    if program.local_classes is None:
        around = ((cls, cls.name.rpartition(".")[0]) for cls in program.classes.values())
        program.local_classes = frozenset(
            cls.name.rpartition(".")[2] for cls, owner in around if owner in program.functions
        )
    function = program.enclosing(module, name) if name.id in program.local_classes else None
    while function is not None:
        found = program.classes.get(f"{function.name}.{name.id}")
        if found is not None:
            return found
        function = function.outer
    return None


def find_method(program: Program, cls: Class, name: str) -> Function | None:
    """Return the method that `name` means on an object of `cls`, by a second name too: `__call__ = handle`."""
    for owner in ancestry(program, cls):
        method = _own_method(owner, name)
        if method is not None:
            return method
    return None


def _own_method(cls: Class, name: str) -> Function | None:
    if name in cls.methods:
        return cls.methods[name]
    given = [value for _, value, setter in cls.assigned.get(name, ()) if setter is None]
    return cls.methods.get(given[0].id) if len(given) == 1 and isinstance(given[0], ast.Name) else None


def is_taken(program: Program, module: Module, dotted: str) -> bool:
    """Tell whether the module, or a function in it, gives the last part of the name another meaning."""
    if (module, dotted) not in program.taken:
        program.taken[module, dotted] = _is_taken(program, module, dotted)
    return program.taken[module, dotted]


def _is_taken(program: Program, module: Module, dotted: str) -> bool:
    owner, _, name = dotted.rpartition(".")
    if module.name == owner:
        return False
    imported = lookup(program, module.imports.get(name, dotted))
    if imported != lookup(program, dotted) or name in {*module.functions, *module.classes, *module.assigned}:
        return True
    inside = (one for one in module.definitions if isinstance(one, Function))
    return any(function.binds(name) or name in function.inner for function in inside)


def second_names(cls: Class) -> dict[str, Function]:
    """Return the methods of the class by the other names that its body gives them: `fetch = load`."""
    named = ((name, _own_method(cls, name)) for name in cls.assigned if name not in cls.methods)
    return {name: method for name, method in named if method is not None}


def near_names(name: str, known: Iterable[str]) -> str:
    """Return ` (do you mean …?)` for the name that looks most like it, first beside it; else the empty string."""
    candidates = sorted(known)
    owner, _, last = name.rpartition(".")
    found = [k for k in candidates if k.rpartition(".")[2] == last]
    found = found or difflib.get_close_matches(name, [k for k in candidates if k.rpartition(".")[0] == owner], 1, 0)
    found = found or difflib.get_close_matches(name, candidates, 1)
    return f" (do you mean {found[0]}?)" if found else ""
