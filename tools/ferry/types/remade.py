"""What makes objects beside calls of their class: `Page.model_validate(row)`, and copies: `replace(page, size=1)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Module, Program, called_name
from tools.ferry.types.fields import copied_by
from tools.ferry.types.names import ancestry, derives_from_outside, find_method
from tools.ferry.types.values import ClassRef, External, Instance

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

_BY_KEYWORDS = frozenset({"construct", "model_construct"})
_OF_MAPPING = frozenset({"from_orm", "model_validate", "parse_obj"})
_OF_TEXT = frozenset({"model_validate_json", "model_validate_strings", "parse_raw"})
_OF_CLASS = _BY_KEYWORDS | _OF_MAPPING | _OF_TEXT
"""The class methods of pydantic's models that give an object of the class on which they are called."""

_UPDATING = frozenset({"copy", "model_copy"})
"""Methods of its models that give a copy, in which fields are as a mapping says."""

_REPLACING = frozenset({"attr.evolve", "attrs.evolve", "copy.replace", "dataclasses.replace"})
"""Functions that give a copy of a record in which fields are as keywords say, as `_replace` of a named tuple does."""

_WITH_KEYWORDS = frozenset({"_replace", *(name.rpartition(".")[2] for name in _REPLACING)})


def made_by_method(inference: Inference, module: Module, call: ast.Call) -> list[tuple[Class, ast.Call]]:
    """Return the classes of which the call makes an object so, each with the call of the class that does the same."""
    name, func = called_name(call.func), call.func
    if name in _WITH_KEYWORDS and call.keywords:
        copied = _copied(inference, module, call)
        given = call.keywords
    elif not isinstance(func, ast.Attribute) or name not in _OF_CLASS | _UPDATING:
        return []
    else:
        kind = ClassRef if name in _OF_CLASS else Instance
        of = [value.cls for value in inference.of(module, func.value) if isinstance(value, kind)]
        copied = [cls for cls in of if _inherits(inference.program, cls, name)]
        given = call.keywords if name in _BY_KEYWORDS else _said_by_mapping(call, name)
    return [(cls, ast.Call(func, [], given)) for cls in copied]


def calls_like(inference: Inference, cls: Class) -> Iterator[tuple[Module, ast.Call]]:
    """Yield calls of the class that do what other code does to make objects of it that are given some fields."""
    if inference.remade is None:
        inference.remade = {}
        for module, call in _remaking(inference.program):
            for kind, one in made_by_method(inference, module, call):
                inference.remade.setdefault(kind, []).append((module, one))
    yield from inference.remade.get(cls, [])


def _remaking(program: Program) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that name what makes objects so, and give it some fields."""
    for name in sorted(_BY_KEYWORDS | _OF_MAPPING | _UPDATING | _WITH_KEYWORDS):
        for module, node in program.loads.get(name, []):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and (call.keywords or name in _OF_MAPPING):
                yield module, call


def call_giving(module: Module, node: ast.expr) -> ast.Call | None:
    """Return the call that is given the value: by itself, or inside of a mapping, `{"store": store}`."""
    parent = module.parents[node]
    while isinstance(parent, ast.Dict | ast.keyword | ast.Call):
        if isinstance(parent, ast.Call) and called_name(parent) != "dict":
            return parent
        parent = module.parents[parent]
    return None


def _copied(inference: Inference, module: Module, call: ast.Call) -> list[Class]:
    """Return the classes of what is copied: before the dot of `page._replace(…)`, given to `dataclasses.replace`."""
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr == "_replace"
    functions = inference.of(module, call.func) if not is_method else ()
    if not is_method and not any(isinstance(of, External) and of.name in _REPLACING for of in functions):
        return []
    copied = copied_by(call)
    return [of.cls for of in inference.of(module, copied) if isinstance(of, Instance)] if copied is not None else []


def _inherits(program: Program, cls: Class, name: str) -> bool:
    """Tell whether the class can have the method from a base outside the tree only."""
    above = ancestry(program, cls)
    return find_method(program, cls, name) is None and any(derives_from_outside(program, one) for one in above)


def _said_by_mapping(call: ast.Call, name: str) -> list[ast.keyword]:
    """Return what the mapping that the call is given says of fields, as keywords; all of it where it is not written."""
    keyword = "update" if name in _UPDATING else "obj"
    places = call.args[:1] if name in _OF_MAPPING else []
    told = [*places, *(k.value for k in call.keywords if k.arg == keyword)]
    return [said for mapping in told for said in _as_keywords(mapping)] if name not in _OF_TEXT else []


def _as_keywords(mapping: ast.expr) -> Iterator[ast.keyword]:
    match mapping:
        case ast.Dict():
            for key, value in zip(mapping.keys, mapping.values, strict=True):
                text = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
                yield ast.keyword(text, value)
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=given):
            yield from given
        case _:
            yield ast.keyword(None, mapping)
