"""Entering a module into the index of the tree, by its outline."""

from tools.ferry.source.outline import Definition
from tools.ferry.source.program import Class, Function, Module, Program


def define(module: Module) -> None:
    """Give a module the definitions of its outline; their syntax comes when it is asked for."""
    for one in module.outline.definitions:
        module.definitions.append(_defined(module, one))


def _defined(module: Module, one: Definition) -> Class | Function:
    name = f"{module.name}.{one.name}"
    if one.kind == "class":
        return Class(name, module, one.line, one.bases)
    cls = module.definitions[one.cls] if one.cls is not None else None
    outer = module.definitions[one.outer] if one.outer is not None else None
    return Function(
        name,
        module,
        one.line,
        one.kind == "async",
        cls if isinstance(cls, Class) else None,
        outer if isinstance(outer, Function) else None,
    )


def enter(program: Program, module: Module) -> None:
    """Enter what the module defines, reads and sets."""
    program.files[module.file] = module
    program.loads.add(module, module.outline.loads)
    program.stores.add(module, module.outline.stores)
    for definition in module.definitions:
        if isinstance(definition, Class):
            _enter_class(program, module, definition)
        else:
            _enter_function(program, module, definition)


def _enter_class(program: Program, module: Module, cls: Class) -> None:
    program.classes[cls.name] = cls
    program.by_line[module.file, cls.line] = cls
    short = cls.name.rpartition(".")[2]
    if cls.name == f"{module.name}.{short}":
        module.classes[short] = cls
    for base in cls.bases:
        program.subclasses.setdefault(base, []).append(cls)


def _enter_function(program: Program, module: Module, function: Function) -> None:
    program.functions.setdefault(function.name, function)
    short = function.short
    if short.startswith("<lambda:"):
        program.by_line.setdefault((module.file, function.line), function)
        return
    program.by_line[module.file, function.line] = function
    if function.cls is not None:
        function.cls.methods.setdefault(short, function)
        program.methods.setdefault(short, []).append(function)
    elif function.outer is not None:
        function.outer.inner[short] = function
    else:
        module.functions[short] = function
