"""Ways behind which an object is lost at once: what it comes out of is found by looking backwards, if at all."""

from tests.ferry.travels import Way

_KEPT = "class Held{n}:\n    def __init__(self, x):\n        self.x = x\n\n"

LOST: dict[str, Way] = {
    "a stack of contexts": (
        "@contextlib.contextmanager\ndef gen{n}(x):\n    yield x\n",
        "with contextlib.ExitStack() as stack{n}:\n    v{n} = stack{n}.enter_context(gen{n}({E}))", "v{n}",
    ),
    "a table in an attribute": (
        "class Box{n}:\n    pass\n", "box{n} = Box{n}()\nbox{n}.kept = {{}}\nbox{n}.kept['s'] = {E}",
        "box{n}.kept['s']",
    ),
    "an operator of one": (f"{_KEPT}    def __invert__(self):\n        return self.x\n", "", "(~Held{n}({E}))"),
    "a copy": ("", "", "copy.copy({E})"),
    "an attribute of a metaclass": (
        "class Meta{n}(type):\n    layer = None\n\n\nclass Made{n}(metaclass=Meta{n}):\n    pass\n",
        "Meta{n}.layer = {E}", "Made{n}.layer",
    ),
    "a field that is replaced": (
        "@dataclasses.dataclass(frozen=True)\nclass Data{n}:\n    layer: typing.Any = None\n",
        "d{n} = dataclasses.replace(Data{n}(), layer={E})", "d{n}.layer",
    ),
    "the next of a list": ("", "", "next(iter([{E}]))"),
    "all names as attributes": (
        "class Box{n}:\n    def __init__(self, **given):\n        for name, value in given.items():\n"
        "            setattr(self, name, value)\n", "", "Box{n}(thing={E}).thing",
    ),
    "a class that is made": ("", "Made{n} = type('Made{n}', (), {{'layer': {E}}})", "Made{n}.layer"),
    "a module that is made": ("", "made{n} = types.ModuleType('made{n}')\nmade{n}.layer = {E}", "made{n}.layer"),
    "what is run in the end": (
        "HOOKS{n} = []\n\n\ndef hook{n}(f, *given):\n    HOOKS{n}.append((f, given))\n\n\n"
        "def run{n}():\n    return [f(*given) for f, given in HOOKS{n}]\n\n\ndef same{n}(x):\n    return x\n",
        "hook{n}(same{n}, {E})", "run{n}()[0]",
    ),
    "an heir of a table": (
        "class Row{n}(dict):\n    def __getattr__(self, name):\n        return self[name]\n", "",
        "Row{n}(layer={E}).layer",
    ),
    "a future": ("", "f{n} = concurrent.futures.Future()\nf{n}.set_result({E})", "f{n}.result()"),
    "a variable of a module by its name": (
        "KEPT{n} = get_persistence()\n\n\nclass Mark{n}:\n    pass\n", "", "sys.modules[Mark{n}.__module__].KEPT{n}",
    ),
    "a variable that is asked for by its text": (
        "KEPT{n} = get_persistence()\n\n\nclass Mark{n}:\n    pass\n", "",
        "getattr(importlib.import_module(Mark{n}.__module__), 'KEPT{n}')",
    ),
    "an item of a class": ("class Key{n}:\n    def __class_getitem__(cls, x):\n        return x\n", "", "Key{n}[{E}]"),
    "an attribute under another name": (
        "class Kept{n}:\n    def __setattr__(self, name, x):\n        self.__dict__['_' + name] = x\n",
        "k{n} = Kept{n}()\nk{n}.thing = {E}", "k{n}._thing",
    ),
    "a callback": ("def with{n}(x, f):\n    return f(x)\n", "", "with{n}({E}, lambda s: s)"),
    "a tuple unpacked": ("", "(_, (v{n}, _)) = 1, ({E}, 2)", "v{n}"),
}  # fmt: skip

PAIRS = [
    ("a stack of contexts", "a table in an attribute", "a truth"),
    ("an operator of one", "a table in an attribute", "a loop"),
    ("a copy", "a table in an attribute", "a call"),
    ("an attribute of a metaclass", "a field that is replaced", "a truth"),
    ("the next of a list", "all names as attributes", "a truth"),
    ("a class that is made", "what is run in the end", "a call"),
    ("a module that is made", "what is run in the end", "a loop"),
    ("an heir of a table", "a future", "a call"),
    ("a callback", "an attribute under another name", "a truth"),
    ("a callback", "an item of a class", "a call"),
    ("a variable of a module by its name", "a callback", "a loop"),
    ("a variable that is asked for by its text", "a tuple unpacked", "a truth"),
]
"""A way, one behind it, and the use in the end."""
