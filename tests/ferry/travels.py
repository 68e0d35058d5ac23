"""Ways by which an object travels through a program: definitions, statements, and the expression that is it in the end.

`{n}` numbers the way and `{E}` is the object that goes in, so that ways can be put one behind the other.
"""

Way = tuple[str, str, str]

_BOX = "class Box{n}:\n    def __init__(self, thing):\n        self.thing = thing\n"
_GIVE = "def give{n}(x):\n    return x\n"
_YIELD = "def gen{n}(x):\n    yield x\n"
_FIELD = "@dataclasses.dataclass\nclass Data{n}:\n    layer: object\n"
_WRONG = "class Wrong{n}(Exception):\n    pass\n"
_CAUGHT = "try:\n    raise Wrong{n}({E})\nexcept Wrong{n} as error:\n    v{n} = error."


def _holding(method: str, body: str = "return self.x") -> str:
    """Return a class that keeps the object and gives it by a method."""
    return f"class Held{{n}}:\n    def __init__(self, x):\n        self.x = x\n\n    def {method}:\n        {body}\n"


WAYS: dict[str, Way] = {
    "a variable": ("", "v{n} = {E}", "v{n}"),
    "an attribute": (_BOX, "", "Box{n}({E}).thing"),
    "an attribute by its text": (_BOX, "", "getattr(Box{n}({E}), 'thing')"),
    "all attributes": (_BOX, "", "vars(Box{n}({E}))['thing']"),
    "an attribute set by its text": (
        "class Box{n}:\n    pass\n", "box{n} = Box{n}()\nsetattr(box{n}, 'thing', {E})", "box{n}.thing",
    ),
    "a loop over keywords": (
        "class Box{n}:\n    def __init__(self, **given):\n        for name, value in given.items():\n"
        "            setattr(self, name, value)\n", "", "Box{n}(thing={E}).thing",
    ),
    "an attribute of a function": ("def f{n}():\n    return f{n}.layer\n", "f{n}.layer = {E}", "f{n}()"),
    "the values of a table": ("", "t{n} = {{'s': {E}}}", "next(iter(t{n}.values()))"),
    "the pairs of a table": ("", "for _, v{n} in {{'s': {E}}}.items():\n    pass", "v{n}"),
    "two tables in one": ("", "t{n} = {{'a': 1}} | {{'s': {E}}}", "t{n}['s']"),
    "a table spread": ("", "t{n} = {{**{{'s': {E}}}}}", "t{n}['s']"),
    "a table of a comprehension": ("", "t{n} = {{k: v for k, v in [('s', {E})]}}", "t{n}['s']"),
    "a table of two lists": ("", "t{n} = dict(zip(['s'], [{E}]))", "t{n}['s']"),
    "a table of one value": ("", "t{n} = dict.fromkeys(['s'], {E})", "t{n}['s']"),
    "a table with a default": (
        "", "v{n} = {E}\nt{n} = collections.defaultdict(lambda: v{n})", "t{n}['s']",
    ),
    "a table in order": ("", "t{n} = collections.OrderedDict(s={E})", "t{n}['s']"),
    "a part of a list": ("", "l{n} = [1, {E}][1:]", "l{n}[0]"),
    "a list of a comprehension": ("", "", "[x for x in [{E}]][0]"),
    "a list spread": ("", "", "[*[{E}]][0]"),
    "a set": ("", "s{n} = {{{E}}}", "s{n}.pop()"),
    "a queue": ("", "q{n} = queue.Queue()\nq{n}.put({E})", "q{n}.get()"),
    "a tuple unpacked": ("", "(_, (v{n}, _)) = 1, ({E}, 2)", "v{n}"),
    "the rest of a tuple": ("", "_, *r{n} = 1, {E}", "r{n}[0]"),
    "a named tuple unpacked": (
        "Pair{n} = collections.namedtuple('Pair{n}', 'layer other')\n", "v{n}, _ = Pair{n}({E}, 1)", "v{n}",
    ),
    "a field": (_FIELD, "", "Data{n}({E}).layer"),
    "a field, asked for by the class": (
        _FIELD, "d{n} = Data{n}({E})", "[getattr(d{n}, f.name) for f in dataclasses.fields(d{n})][0]",
    ),
    "a result": (_GIVE, "", "give{n}({E})"),
    "further arguments": ("def all{n}(*a):\n    for one in a:\n        return one\n", "", "all{n}({E})"),
    "further names": ("def all{n}(**k):\n    return k['s']\n", "", "all{n}(s={E})"),
    "arguments spread": ("def two{n}(s, t):\n    return s\n", "a{n} = ({E}, 1)", "two{n}(*a{n})"),
    "names spread": ("def one{n}(s):\n    return s\n", "a{n} = {{'s': {E}}}", "one{n}(**a{n})"),
    "a function around it": (
        "def hold{n}(x):\n    def inner():\n        return x\n\n    return inner\n", "", "hold{n}({E})()",
    ),
    "a partial function": (_GIVE, "p{n} = functools.partial(give{n}, {E})", "p{n}()"),
    "a property that is made": (
        _holding("_get(self)", "return self.x\n\n    thing = property(_get)"), "", "Held{n}({E}).thing",
    ),
    "the next of a generator": (_YIELD, "", "next(gen{n}({E}))"),
    "another generator's": (
        f"{_YIELD}\n\ndef out{{n}}(x):\n    yield from gen{{n}}(x)\n", "", "next(out{n}({E}))",
    ),
    "a generator's result": (
        "def gen{n}(x):\n    yield 1\n    return x\n\n\ndef out{n}(x):\n    r = yield from gen{n}(x)\n    yield r\n",
        "", "list(out{n}({E}))[-1]",
    ),
    "a generator expression": ("", "", "next(x for x in [{E}])"),
    "a context": (f"@contextlib.contextmanager\n{_YIELD}", "with gen{n}({E}) as v{n}:\n    pass", "v{n}"),
    "no context": ("", "with contextlib.nullcontext({E}) as v{n}:\n    pass", "v{n}"),
    "an exception's attribute": (
        "class Wrong{n}(Exception):\n    def __init__(self, layer):\n        self.layer = layer\n",
        f"{_CAUGHT}layer", "v{n}",
    ),
    "an exception's argument": (_WRONG, f"{_CAUGHT}args[0]", "v{n}"),
    "an exception of a function": (
        f"{_WRONG}\n\ndef fail{{n}}(x):\n    error = Wrong{{n}}()\n    error.thing = x\n    raise error\n",
        "try:\n    fail{n}({E})\nexcept Wrong{n} as error:\n    v{n} = error.thing", "v{n}",
    ),
    "the end of a generator": (
        "def gen{n}(x):\n    return x\n    yield\n",
        "try:\n    next(gen{n}({E}))\nexcept StopIteration as end:\n    v{n} = end.value", "v{n}",
    ),
    "a call of an object": (_holding("__call__(self)"), "", "Held{n}({E})()"),
    "an item of an object": (_holding("__getitem__(self, key)"), "", "Held{n}({E})['s']"),
    "an attribute of any name": (_holding("__getattr__(self, name)"), "", "Held{n}({E}).layer"),
    "an attribute of what is inside": (_holding("__getattr__(self, name)", "return getattr(self.x, name)"), "",
                                       "Held{n}({E})"),
    "an operator": (_holding("__add__(self, other)"), "", "(Held{n}({E}) + 1)"),
    "a loop over an object": (
        _holding("__iter__(self)", "yield self.x"), "for v{n} in Held{n}({E}):\n    pass", "v{n}",
    ),
    "a list of an object": (_holding("__iter__(self)", "return iter([self.x])"), "", "[*Held{n}({E})][0]"),
    "an entered object": (
        _holding("__enter__(self)", "return self.x\n\n    def __exit__(self, *error):\n        pass"),
        "with Held{n}({E}) as v{n}:\n    pass", "v{n}",
    ),
    "another class's constructor": ("class New{n}:\n    def __new__(cls, x):\n        return x\n", "", "New{n}({E})"),
    "a descriptor": (
        "class Reads{n}:\n    def __get__(self, owner, cls=None):\n        return owner.held\n\n\n"
        "class Owner{n}:\n    layer = Reads{n}()\n\n    def __init__(self, x):\n        self.held = x\n",
        "", "Owner{n}({E}).layer",
    ),
    "an abstract method": (
        "class Gives{n}(abc.ABC):\n    @abc.abstractmethod\n    def give(self): ...\n\n\n"
        "class Held{n}(Gives{n}):\n    def __init__(self, x):\n        self.x = x\n\n    def give(self):\n"
        "        return self.x\n\n\ndef ask{n}(held: Gives{n}):\n    return held.give()\n", "", "ask{n}(Held{n}({E}))",
    ),
    "a protocol": (
        f"class Gives{{n}}(Protocol):\n    def give(self): ...\n\n\n{_holding('give(self)')}\n\n"
        "def ask{n}(held: Gives{n}):\n    return held.give()\n", "", "ask{n}(Held{n}({E}))",
    ),
    "pairs of two lists": ("", "for _, v{n} in zip([1], [{E}]):\n    pass", "v{n}"),
    "counted": ("", "for _, v{n} in enumerate([{E}]):\n    pass", "v{n}"),
    "mapped": (_GIVE, "", "list(map(give{n}, [{E}]))[0]"),
    "the greatest": ("", "", "max([{E}], key=id)"),
    "one chain": ("", "for v{n} in itertools.chain([], [{E}]):\n    pass", "v{n}"),
    "reduced": ("", "", "functools.reduce(lambda a, b: b, [1, {E}])"),
    "one or nothing": ("", "", "(None or {E})"),
    "a case of a list": ("", "match [1, {E}]:\n    case [_, v{n}]:\n        pass", "v{n}"),
    "a case of a table": ("", "match {{'s': {E}}}:\n    case {{'s': v{n}}}:\n        pass", "v{n}"),
    "a case of a class": (_FIELD, "match Data{n}({E}):\n    case Data{n}(layer=v{n}):\n        pass", "v{n}"),
    "the rest of a case": ("", "match [1, {E}]:\n    case [1, *r{n}]:\n        v{n} = r{n}[0]", "v{n}"),
    "a member of an enumeration": ("", "kind{n} = enum.Enum('Kind', {{'ONE': {E}}})", "kind{n}.ONE.value"),
    "a thread of a pool": (
        _GIVE, "with ThreadPoolExecutor(1) as pool{n}:\n    v{n} = list(pool{n}.map(give{n}, [{E}]))[0]", "v{n}",
    ),
    "an heir of a list": ("class Row{n}(list):\n    def first(self):\n        return self[0]\n", "",
                          "Row{n}([{E}]).first()"),
    "an heir of a table": ("class Row{n}(dict):\n    def __getattr__(self, name):\n        return self[name]\n", "",
                           "Row{n}(layer={E}).layer"),
    "a value that is sent": (
        "def gen{n}():\n    got = yield\n    yield got\n",
        "g{n} = gen{n}()\nnext(g{n})",
        "g{n}.send({E})",
    ),
    "a global by its text": ("", "globals()['kept{n}'] = {E}", "kept{n}"),
    "globals that are updated": ("def read{n}():\n    return kept{n}\n", "globals().update(kept{n}={E})", "read{n}()"),
    "an attribute set on a module": ("", "setattr(sys.modules[__name__], 'kept{n}', {E})", "kept{n}"),
    "a field for the constructor alone": (
        "@dataclasses.dataclass\nclass Data{n}:\n    given: dataclasses.InitVar[object]\n\n"
        "    def __post_init__(self, given):\n        self.kept = given\n",
        "",
        "Data{n}({E}).kept",
    ),
    "a call that a metaclass answers": (
        "class Meta{n}(type):\n    def __call__(cls, x):\n        made = super().__call__()\n"
        "        made.kept = x\n        return made\n\n\nclass Made{n}(metaclass=Meta{n}):\n    pass\n",
        "",
        "Made{n}({E}).kept",
    ),
    "what a metaclass gives for a call": (
        "class Meta{n}(type):\n    def __call__(cls, x):\n        return x\n\n\nclass Made{n}(metaclass=Meta{n}):\n"
        "    pass\n",
        "",
        "Made{n}({E})",
    ),
    "an item of a class": (
        "class Kept{n}:\n    def __class_getitem__(cls, x):\n        return x\n",
        "",
        "Kept{n}[{E}]",
    ),
    "an item that a class keeps": (
        "class Kept{n}:\n    def __class_getitem__(cls, x):\n        cls.kept = x\n        return cls\n",
        "",
        "Kept{n}[{E}].kept",
    ),
    "a key that is given back": (
        "class Kept{n}:\n    def __getitem__(self, x):\n        return x\n",
        "",
        "Kept{n}()[{E}]",
    ),
    "an item that an object keeps": (
        "class Kept{n}:\n    def __setitem__(self, key, x):\n        self.x = x\n",
        "k{n} = Kept{n}()\nk{n}['s'] = {E}",
        "k{n}.x",
    ),
    "the head of a class": (
        "class Base{n}:\n    def __init_subclass__(cls, x=None, **rest):\n        cls.kept = x\n",
        "class Heir{n}(Base{n}, x={E}):\n    pass\n",
        "Heir{n}.kept",
    ),
    "the head of a class, to its maker": (
        "class Meta{n}(type):\n    def __new__(meta, name, bases, space, x=None):\n"
        "        made = super().__new__(meta, name, bases, space)\n        made.kept = x\n        return made\n",
        "class Heir{n}(metaclass=Meta{n}, x={E}):\n    pass\n",
        "Heir{n}.kept",
    ),
    "an attribute under another name": (
        "class Kept{n}:\n    def __setattr__(self, name, x):\n        object.__setattr__(self, '_' + name, x)\n",
        "k{n} = Kept{n}()\nk{n}.thing = {E}",
        "k{n}._thing",
    ),
    "a method out of a list": ("", "l{n} = []\nfor put in [l{n}.append]:\n    put({E})", "l{n}[0]"),
    "a method in a variable": ("", "l{n} = []\nput{n} = l{n}.append\nput{n}({E})", "l{n}[0]"),
    "an attribute that a descriptor sets": (
        "class Desc{n}:\n    def __set__(self, o, x):\n        o.__dict__['other'] = x\n\n\nclass Kept{n}:\n"
        "    thing = Desc{n}()\n",
        "k{n} = Kept{n}()\nk{n}.thing = {E}",
        "k{n}.other",
    ),
    "a property that is set": (
        "class Kept{n}:\n    @property\n    def thing(self):\n        return 1\n\n    @thing.setter\n"
        "    def thing(self, x):\n        self.other = x\n",
        "k{n} = Kept{n}()\nk{n}.thing = {E}",
        "k{n}.other",
    ),
    "an operator that changes an object": (
        "class Kept{n}:\n    def __iadd__(self, x):\n        self.x = x\n        return self\n",
        "k{n} = Kept{n}()\nk{n} += {E}",
        "k{n}.x",
    ),
    "a question whether it is inside": (
        "class Kept{n}:\n    def __contains__(self, x):\n        self.x = x\n        return True\n",
        "k{n} = Kept{n}()\n{E} in k{n}",
        "k{n}.x",
    ),
    "a listener": (
        "class Bus{n}:\n    def __init__(self):\n        self.subs = []\n\n    def sub(self, f):\n"
        "        self.subs.append(f)\n\n    def emit(self, x):\n        for f in self.subs:\n            f(x)\n",
        "got{n} = []\nbus{n} = Bus{n}()\nbus{n}.sub(got{n}.append)\nbus{n}.emit({E})",
        "got{n}[0]",
    ),
}  # fmt: skip

CONTAINERS: dict[str, Way] = {
    "an item that is set": ("", "t{n} = {{}}\nt{n}['s'] = {E}", "t{n}['s']"),
    "a table that is updated": ("", "t{n} = dict(a=1)\nt{n}.update(s={E})", "t{n}['s']"),
}
"""Ways through what is filled after it is made."""

USES: dict[str, Way] = {
    "a call": ("", "", "{E}.count_players()"),
    "a truth": ("", "", "'yes' if {E}.is_admin(7) else 'no'"),
    "a parameter with a type": (
        "def count{n}(layer: PersistenceLayer):\n    return layer.count_players()\n",
        "",
        "count{n}({E})",
    ),
    "a method by its text": ("", "", "getattr({E}, 'count_players')()"),
    "a key to sort by": ("", "", "sorted([2, 1], key={E}.is_admin)"),
    "a loop": ("", "", "[player.name for player in {E}.list_players()]"),
}


_LOOK = "    def look(self, key=7):\n        return self.x.is_admin(key)\n"
_LOOKER = "class Looker{n}:\n    def __init__(self, x):\n        self.x = x\n\n"

RUNNABLE: dict[str, Way] = {
    "a function": ("def look{n}(key=7):\n    return get_persistence().is_admin(key)\n", "", "look{n}"),
    "a bound method": (_LOOKER + _LOOK, "", "Looker{n}({E}).look"),
    "an object": (_LOOKER + _LOOK.replace("look", "__call__"), "", "Looker{n}({E})"),
    "a function inside": (
        "def make{n}(x):\n    def look(key=7):\n        return x.is_admin(key)\n    return look\n", "", "make{n}({E})",
    ),
    "a static method": (
        "class Looks{n}:\n    @staticmethod\n    def look(key=7):\n        return get_persistence().is_admin(key)\n",
        "", "Looks{n}.look",
    ),
    "a function with its argument": (
        "def look{n}(x, key=7):\n    return x.is_admin(key)\n", "", "functools.partial(look{n}, {E})",
    ),
    "a method of the layer": ("", "", "{E}.is_admin"),
    "a method of an object out of a table": (
        _LOOKER + _LOOK + "Two{n} = collections.namedtuple('Two{n}', 'one other')\n",
        "v{n}, _ = Two{n}(Looker{n}({E}), 1)", "getattr(v{n}, 'look')",
    ),
    "a method of an object that a library gives back": (
        "@contextlib.contextmanager\ndef open{n}(x):\n    yield x\n\n\n" + _LOOKER + _LOOK,
        "with contextlib.ExitStack() as stack{n}:\n    v{n} = stack{n}.enter_context(open{n}(Looker{n}({E})))",
        "v{n}.look",
    ),
    "an inherited method": (
        _LOOKER + _LOOK, "class Heir{n}([1, Looker{n}][1]):\n    pass", "Heir{n}({E}).look",
    ),
}  # fmt: skip
"""What asks the layer when it is called with a number."""

RUNS: dict[str, Way] = {
    "a call": ("", "f{n} = {E}", "f{n}(7)"),
    "a condition": ("", "f{n} = {E}", "'yes' if f{n}(7) else 'no'"),
    "a comprehension": ("", "f{n} = {E}", "[f{n}(key) for key in (7, 8)]"),
    "a key to sort by": ("", "", "sorted([8, 7], key={E})"),
    "a map": ("", "", "list(map({E}, (7, 8)))"),
    "a parameter": ("def run{n}(f):\n    return f(7)\n", "", "run{n}({E})"),
    "further arguments": ("def run{n}(f, *given, **named):\n    return f(*given, **named)\n", "", "run{n}({E}, key=7)"),
    "a thread of a pool": (
        "", "with ThreadPoolExecutor(1) as pool{n}:\n    v{n} = pool{n}.submit({E}, 7).result()", "v{n}",
    ),
    "a cache": ("", "f{n} = functools.lru_cache({E})", "f{n}(7)"),
    "a table": ("", "t{n} = {{'look': {E}}}", "t{n}['look'](7)"),
    "a table of handlers": (
        "HANDLERS{n} = {{}}\n\n\ndef on{n}(name, f):\n    HANDLERS{n}[name] = f\n\n\n"
        "def fire{n}(name, *given):\n    return HANDLERS{n}[name](*given)\n",
        "on{n}('look', {E})", "fire{n}('look', 7)",
    ),
    "all that listen": (
        "class Bus{n}:\n    def __init__(self):\n        self.all = []\n\n"
        "    def add(self, f):\n        self.all.append(f)\n\n"
        "    def fire(self, key):\n        return [f(key) for f in self.all]\n",
        "bus{n} = Bus{n}()\nbus{n}.add({E})", "bus{n}.fire(7)",
    ),
    "a function around it": (
        "def both{n}(f):\n    def inner(key):\n        return [f(key), f(8)]\n    return inner\n", "",
        "both{n}({E})(7)",
    ),
    "a property": (
        _holding("thing(self)", "return self.x(7)").replace("    def thing", "    @property\n    def thing"), "",
        "Held{n}({E}).thing",
    ),
    "an item": (_holding("__getitem__(self, key)", "return self.x(key)"), "", "Held{n}({E})[7]"),
    "a value that is made when missing": (
        "", "f{n} = {E}\nt{n} = collections.defaultdict(lambda: f{n}(7))", "t{n}['any']",
    ),
    "a default": ("", "def run{n}(key, f={E}):\n    return f(key)", "run{n}(7)"),
}  # fmt: skip


def put(way: Way, n: int, given: str) -> Way:
    """Return the way with its number and the expression that goes in."""
    definitions, statements, expression = (
        text.replace("{n}", str(n)).replace("{E}", "\0").replace("{{", "{").replace("}}", "}").replace("\0", given)
        for text in way
    )
    return definitions, statements, expression
