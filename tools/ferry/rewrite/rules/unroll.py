"""`max(xs, key=f)` becomes `max([(await f(x), x) for x in xs], key=lambda pair: pair[0])[1]`; `f` is async now.

`sorted` and `min` likewise, `xs.sort(key=f)` sets the items of `xs`; `list(map(f, xs))` becomes
`[await f(x) for x in xs]`, and `filter(f, xs)` such a list of what passes. A lambda's body takes the place of the
call. All of them call `f` once for each item, in order, before they go on; so does the list. What a loop reads is no
list but an async generator: there each item is asked for when its turn comes; so for `return any(map(f, xs))`, which
becomes a loop (`deciding_loop`). A method of what a call gives, `get_layer().level`, is asked for once: `for take in
[get_layer().level] for item in xs`. `context.text` is the names of the item and of such a method, before them `async`
for a loop.
"""

from typing import NamedTuple

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


class _Names(NamedTuple):
    item: str
    take: str


_FIRST = cst.parse_expression("lambda pair: pair[0]")


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the comprehension, or the call with one."""
    *read_later, item, take = context.text.split()
    names = _Names(item, take)
    call = node.value if isinstance(node, cst.Expr) else node
    if not isinstance(call, cst.Call):
        return node
    if isinstance(call.func, cst.Attribute):
        return _sorted_in_place(call, names) if isinstance(node, cst.Expr) else node
    if isinstance(node, cst.Expr) or not isinstance(call.func, cst.Name):
        return node
    if call.func.value not in {"filter", "list", "map"}:
        return _compared(call, names)
    inner = call.args[0].value if call.func.value == "list" else call
    if not isinstance(inner, cst.Call):
        return node
    made = _each(inner, names)
    if not read_later:
        return made.with_changes(lpar=call.lpar, rpar=call.rpar)
    lpar, rpar = call.lpar or [cst.LeftParen()], call.rpar or [cst.RightParen()]
    return cst.GeneratorExp(made.elt, made.for_in, lpar=lpar, rpar=rpar)


def _each(call: cst.Call, names: _Names) -> cst.ListComp:
    """Return the list of `map(f, xs)` or `filter(f, xs)`."""
    taken = _taken_through(call.args[0].value, names)
    name, value, items = taken.name, taken.value, call.args[1].value
    if isinstance(call.func, cst.Name) and call.func.value == "map":
        return cst.ListComp(value, taken.loop(items))
    if isinstance(value, cst.IfExp | cst.Lambda) and not value.lpar:
        value = value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.ListComp(name, taken.loop(items, value))


def _compared(call: cst.Call, names: _Names) -> cst.BaseExpression:
    """Return what `sorted(xs, key=f)`, `max(xs, key=f)` or `min(xs, key=f)` gives."""
    bare = call.with_changes(lpar=[], rpar=[])
    name, made = _by_pairs(bare, bare.args[0].value, names)
    if isinstance(call.func, cst.Name) and call.func.value == "sorted":
        return _second_of_each(name, made).with_changes(lpar=call.lpar, rpar=call.rpar)
    return cst.Subscript(
        made, [cst.SubscriptElement(cst.Index(cst.Integer("1")))], lpar=list(call.lpar), rpar=list(call.rpar)
    )


def _sorted_in_place(call: cst.Call, names: _Names) -> Replacement:
    items = cst.ensure_type(call.func, cst.Attribute).value
    bare = call.with_changes(func=cst.Name("sorted"), args=[cst.Arg(items), *call.args], lpar=[], rpar=[])
    name, made = _by_pairs(bare, items, names)
    whole = cst.Subscript(items, [cst.SubscriptElement(cst.Slice(lower=None, upper=None))])
    return cst.Assign([cst.AssignTarget(whole)], _second_of_each(name, made))


def _by_pairs(call: cst.Call, items: cst.BaseExpression, names: _Names) -> tuple[cst.Name, cst.Call]:
    """Return the name of an item, and the call that compares the pairs of what `key` gives and the item."""
    function = next(arg.value for arg in call.args if arg.keyword is not None and arg.keyword.value == "key")
    taken = _taken_through(function, names)
    pair = cst.Tuple([cst.Element(taken.value), cst.Element(taken.name)])
    pairs = cst.ListComp(pair, taken.loop(items))
    return taken.name, call.with_changes(args=[_argument(argument, pairs) for argument in call.args])


def _argument(argument: cst.Arg, pairs: cst.ListComp) -> cst.Arg:
    match argument.keyword:
        case None:
            return argument.with_changes(value=pairs)
        case cst.Name("key"):
            return argument.with_changes(value=_FIRST)
        case cst.Name("default"):
            none = cst.Element(cst.Name("None"))
            return argument.with_changes(value=cst.Tuple([none, cst.Element(argument.value)]))
    return argument


def _second_of_each(name: cst.Name, pairs: cst.Call) -> cst.ListComp:
    unused = cst.Tuple([cst.Element(cst.Name("_")), cst.Element(name)], lpar=[], rpar=[])
    return cst.ListComp(name, cst.CompFor(unused, pairs))


class _Taken(NamedTuple):
    """The name of an item, what the function gives for it, and what that is in a loop of its own, if it needs one."""

    name: cst.Name
    value: cst.BaseExpression
    function: cst.CompFor | None = None

    def loop(self, items: cst.BaseExpression, condition: cst.BaseExpression | None = None) -> cst.CompFor:
        """Return the loop over the items."""
        loop = cst.CompFor(self.name, items, ifs=[cst.CompIf(condition)] if condition is not None else [])
        return self.function.with_changes(inner_for_in=loop) if self.function is not None else loop


def _taken_through(function: cst.BaseExpression, names: _Names) -> _Taken:
    if isinstance(function, cst.Lambda):
        return _Taken(function.params.params[0].name, function.body)
    name, asked = cst.Name(names.item), function
    while isinstance(asked, cst.Attribute):
        asked = asked.value
    if isinstance(asked, cst.Name):
        return _Taken(name, cst.Await(cst.Call(function, [cst.Arg(name)])))
    take = cst.Name(names.take)
    value = cst.Await(cst.Call(take, [cst.Arg(name)]))
    return _Taken(name, value, cst.CompFor(take, cst.List([cst.Element(function)])))


RULE = Rule("unroll", (cst.Call, cst.Expr), apply)
