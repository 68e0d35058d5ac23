"""Reading a tree: every file is parsed and walked once, and what is defined is put into the tables of the tree."""

import ast
import io
import os
import stat
import sys
import tokenize
from pathlib import Path

from tools.ferry.verify.inference.scopes import STAR, Binder, Binding, FunctionDef, Scope
from tools.ferry.verify.inference.tree import ClassInfo, File, Tree, child_nodes, last_name

_SKIPPED = {"__pycache__", "node_modules", "venv", "site-packages"}
_SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda,
          ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)  # fmt: skip


def load(root: Path, roots: tuple[str, ...], exclude: tuple[str, ...]) -> Tree:
    """Parse every Python file below `root` that is not excluded; what cannot be read is listed in `broken`."""
    tree = Tree(root)

    def unreadable(error: OSError) -> None:
        tree.broken.append((Path(error.filename).relative_to(root).as_posix(), 1, error.strerror or ""))

    for folder, subfolders, names in os.walk(root, onerror=unreadable):
        inside = Path(folder).relative_to(root)
        subfolders[:] = sorted(s for s in subfolders if _is_wanted((inside / s).as_posix(), exclude))
        tree.links += [(inside / s).as_posix() for s in subfolders if (root / inside / s).is_symlink()]
        for name in sorted(names):
            path = (inside / name).as_posix()
            if name.endswith(".py") and not name.startswith(".") and not _is_excluded(path, exclude):
                _load_file(tree, path, roots)
    for file in tree.files:
        _expand_stars(tree, file)
    for file in tree.files:
        _note_imports(tree, file)
        _resolve(file)
    return tree


def _is_wanted(folder: str, exclude: tuple[str, ...]) -> bool:
    name = folder.rpartition("/")[2]
    return not name.startswith(".") and name not in _SKIPPED and not _is_excluded(folder, exclude)


def _is_excluded(path: str, exclude: tuple[str, ...]) -> bool:
    return any(path == e.rstrip("/") or path.startswith(e.rstrip("/") + "/") for e in exclude)


def _encoding(source: bytes) -> str:
    """Return the encoding that the source declares; where its first lines cannot be read, the one that Python tries."""
    try:
        return tokenize.detect_encoding(io.BytesIO(source).readline)[0]
    except SyntaxError as error:
        if isinstance(error.__context__, UnicodeDecodeError):
            return "utf-8"
        raise


def _load_file(tree: Tree, path: str, roots: tuple[str, ...]) -> None:
    if path.splitlines() != [path]:
        tree.broken.append((repr(path), 1, "its name has a line break; rename it"))
        return
    try:
        if not stat.S_ISREG((tree.root / path).stat().st_mode):
            return  # to read a pipe or a device could take for ever
        source = (tree.root / path).read_bytes()
        if b"\0" in source:
            tree.broken.append((path, source.count(b"\n", 0, source.index(b"\0")) + 1, "source code with a null byte"))
            return
        source.decode(_encoding(source))  # the parser passes over what it cannot decode in comments; to import it fails
        syntax = ast.parse(source)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        tree.broken.append((path, line, f"not {error.encoding} text; save it as UTF-8 or declare its coding"))
        return
    except SyntaxError as error:
        by = f"parsed by Python {sys.version_info[0]}.{sys.version_info[1]}: newer code needs ferry on a newer one"
        tree.broken.append((path, error.lineno or 1, f"{error.msg} ({by})" if error.lineno else error.msg))
        return
    except (ValueError, RecursionError, OSError) as error:
        tree.broken.append((path, 1, str(error)))
        return
    module = module_named(path, roots)
    file = File(path, module, syntax, source)
    tree.files.append(file)
    if (other := tree.modules.get(module)) is not None:
        package, tree.hidden[module] = (file, other) if path.endswith("/__init__.py") else (other, file)
        tree.modules |= {module: package, tree.hidden[module].path: tree.hidden[module]}
    else:
        tree.modules[module] = file
    _index(tree, file)


def module_named(path: str, roots: tuple[str, ...]) -> str:
    """Return the dotted name of the module in a file."""
    base = max((r for r in roots if r != "." and path.startswith(r.rstrip("/") + "/")), key=len, default="")
    inside = path[len(base.rstrip("/")) + 1 :] if base else path
    return inside.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _index(tree: Tree, file: File) -> None:
    """Walk the file once: parents, scopes, bindings, definitions, calls."""
    root = Scope(file.tree, None)
    file.scopes[file.tree] = root
    pending: list[ast.AST] = [file.tree]
    binder = Binder(file.scope_of, file.module, file.path.endswith("__init__.py"))
    while pending:
        node = pending.pop()
        file.nodes.append(node)
        children = child_nodes(node)
        for child in children:
            file.parents[child] = node
        pending += reversed(children)
        if isinstance(node, _SCOPES) and node is not file.tree:
            file.scopes[node] = Scope(node, file.scope_of(node))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            file.reads.append(node)
        binder.bind(node)
        _note(tree, file, node)


def _expand_stars(tree: Tree, file: File) -> None:
    """Bind what `from … import *` brings from modules of the tree; what the file binds itself stays."""
    names = file.scopes[file.tree].names
    for binding in names.pop(STAR, []):
        source = tree.modules.get(binding.name)
        if source is not None:
            _expand_stars(tree, source)
            for name in _public(source):
                names.setdefault(name, [Binding("import", name=f"{source.module}.{name}")])


def _public(file: File) -> list[str]:
    """Return the names that a module gives to `import *`: those of a literal `__all__`, else those without `_`."""
    names = file.scopes[file.tree].names
    for binding in names.get("__all__", []):
        if isinstance(binding.value, ast.List | ast.Tuple):
            return [e.value for e in binding.value.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return [name for name in names if not name.startswith("_")]


def _resolve(file: File) -> None:
    """Keep for each variable the places that read it."""
    for name in file.reads:
        scope = file.scope_of(name).binding(name.id)
        if scope is not None:
            file.loads.setdefault((scope, name.id), []).append(name)


def _note(tree: Tree, file: File, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        last = last_name(node.func)
        if last:
            tree.calls.setdefault(last, []).append((file, node))
        _note_by_text(tree, file, node, [Binding("other")])
    elif isinstance(node, ast.Attribute):
        _note_attribute(tree, file, node)
    elif isinstance(node, ast.ClassDef):
        tree.home[node] = file
        info = ClassInfo(f"{file.module}.{node.name}", file, node)
        tree.classes[node] = info
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        _note_member(tree, file, node)
    elif isinstance(node, FunctionDef | ast.Lambda):
        tree.home[node] = file
        parent = file.parents[node]
        while isinstance(parent, ast.If | ast.Try):
            parent = file.parents[parent]
        if isinstance(node, FunctionDef) and isinstance(parent, ast.ClassDef):
            info = tree.classes[parent]
            tree.owner[node] = info
            names = {last_name(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list}
            if not names & {"overload", "setter", "deleter"}:
                info.methods.setdefault(node.name, []).append(node)
                tree.methods.setdefault(node.name, []).append((info, node))
        for decorator in getattr(node, "decorator_list", []):
            last = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if isinstance(node, FunctionDef):
                tree.decorated.setdefault(last, []).append((file, node))


def _note_attribute(tree: Tree, file: File, node: ast.Attribute) -> None:
    """Keep where an attribute is read or set, and that a class has what is set by unpacking, a loop or `+=`."""
    if isinstance(node.ctx, ast.Load):
        tree.attribute_loads.setdefault(node.attr, []).append((file, node))
    elif isinstance(node.ctx, ast.Store):
        tree.attribute_stores.setdefault(node.attr, []).append((file, node))
    if isinstance(node.ctx, ast.Store) and not isinstance(file.parents[node], ast.Assign | ast.AnnAssign):
        owner = _owner(file, node, node.value)
        if owner is not None:
            tree.classes[owner].attributes.setdefault(node.attr, []).append(Binding("other"))


def _note_imports(tree: Tree, file: File) -> None:
    """Keep the imports of the whole file, and who imports what."""
    for scope in file.scopes.values():
        for name, bindings in scope.names.items():
            for binding in bindings:
                if binding.kind == "import":
                    file.names[name] = binding.name
                    tree.imports.setdefault(binding.name, []).append((file, name))


def _note_member(tree: Tree, file: File, node: ast.Assign | ast.AnnAssign) -> None:
    """Keep what is assigned to an attribute of a class: in its body, or to `self` in a method."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    bindings = [] if isinstance(node, ast.Assign) else [Binding("annotation", node.annotation)]
    if isinstance(node, ast.Assign) or isinstance(node.value, ast.Call | ast.Dict | ast.List | ast.Set):
        bindings.append(Binding("value", node.value))
    for target in targets:
        _note_by_text(tree, file, target, bindings)
        if isinstance(target, ast.Attribute):
            owner: ast.AST | None = _owner(file, target, target.value)
        elif isinstance(target, ast.Name) and isinstance(file.parents[node], ast.ClassDef):
            owner = file.parents[node]
        else:
            continue
        if isinstance(owner, ast.ClassDef):
            tree.classes[owner].attributes.setdefault(last_name(target), []).extend(bindings)


def _note_by_text(tree: Tree, file: File, node: ast.expr, bindings: list[Binding]) -> None:
    """Keep that a class has what is set by a text: `self.__dict__["store"]`, `setattr(self, "store", store)`."""
    match node:
        case ast.Subscript(value=ast.Attribute(value=holder, attr="__dict__"), slice=ast.Constant(value=str(name))):
            owner = _owner(file, node, holder)
        case ast.Call(args=[holder, ast.Constant(value=str(name)), _]) if "setattr" in last_name(node.func):
            owner = _owner(file, node, holder)
        case _:
            return
    if owner is not None:
        tree.classes[owner].attributes.setdefault(name, []).extend(bindings)


def _owner(file: File, node: ast.expr, holder: ast.expr) -> ast.ClassDef | None:
    """Return the class around the node if the holder of an attribute is an object of it, or itself."""
    if not isinstance(holder, ast.Name) or holder.id not in {"self", "cls"}:
        return None
    return next((parent for parent in file.up(node) if isinstance(parent, ast.ClassDef)), None)
