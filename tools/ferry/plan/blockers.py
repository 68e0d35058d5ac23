"""Where the colour cannot pass: the kinds of blocker, each with its reason and recipe."""

import ast
from dataclasses import dataclass

from tools.ferry.source import Function, called_name
from tools.ferry.types.fixtures import is_fixture
from tools.ferry.types.members import is_property


@dataclass(frozen=True, slots=True)
class BlockerKind:
    """A kind of place that only a person can change, with an example of it and of what it becomes."""

    name: str
    reason: str
    recipe: str
    before: str
    after: str


BLOCKER_KINDS: tuple[BlockerKind, ...] = (
    BlockerKind(
        "constructor",
        "a constructor cannot be awaited",
        "move the call into an async method such as `start()`, or into an async class method that builds the object",
        """\
class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.size = persistence.count_players()""",
        """\
class Census:
    def __init__(self, size: int) -> None:
        self.size = size

    @classmethod
    async def take(cls, persistence: AsyncPersistenceLayer) -> "Census":
        return cls(await persistence.count_players())""",
    ),
    BlockerKind(
        "property",
        "reading an attribute cannot be awaited",
        "turn the property into an async method and await it where it is read",
        """\
@property
def size(self) -> int:
    return self._persistence.count_players()""",
        """\
async def size(self) -> int:
    return await self._persistence.count_players()""",
    ),
    BlockerKind(
        "special_method",
        "Python calls this method itself and does not await it",
        "give the class an async method with a name of its own and call that one",
        """\
def __len__(self) -> int:
    return self._persistence.count_players()""",
        """\
async def count(self) -> int:
    return await self._persistence.count_players()""",
    ),
    BlockerKind(
        "lambda",
        "a lambda cannot contain await",
        "write an async function with a name, or fetch the values before the lambda is used",
        "sorted(ids, key=lambda i: persistence.get_player(i).level)",
        """\
levels = {i: (await persistence.get_player_by_id(i)).level for i in ids}
sorted(ids, key=levels.__getitem__)""",
    ),
    BlockerKind(
        "generator",
        "a generator that becomes async changes every loop over it",
        "make it `async def` with `async for` in its consumers, or return a list",
        """\
def names() -> Iterator[str]:
    for player in get_persistence().list_players():
        yield player.name""",
        """\
async def names() -> list[str]:
    return [player.name for player in await get_async_persistence().list_players()]""",
    ),
    BlockerKind(
        "import_time",
        "the call runs while the module is imported, when there is no event loop",
        "move it into the start of the application",
        "SIZE = get_persistence().count_players()",
        """\
async def load_size() -> int:  # awaited in the lifespan
    return await get_async_persistence().count_players()""",
    ),
    BlockerKind(
        "callback",
        "the function is given to code that calls it synchronously",
        "fetch the value before the call, or use an interface of that library that awaits",
        're.sub(r"\\d+", lambda m: name_of(int(m.group())), text)',
        """\
names = {i: await name_of(int(i)) for i in re.findall(r"\\d+", text)}
re.sub(r"\\d+", lambda m: names[m.group()], text)""",
    ),
    BlockerKind(
        "decorator",
        "a decorator of the tree wraps the function in a synchronous one",
        "let the decorator return an async wrapper that awaits the function",
        """\
def timed(function):
    def wrapper(*args):
        return function(*args)
    return wrapper""",
        """\
def timed(function):
    async def wrapper(*args):
        return await function(*args)
    return wrapper""",
    ),
    BlockerKind(
        "gap",
        "the target has no such method",
        "add the method to the target, or name its counterpart under `[methods]`",
        "persistence.export_all()",
        '[methods]\nexport_all = "export_players"',
    ),
    BlockerKind(
        "heir",
        "no async class is named for this heir of the facade",
        "name its counterpart under `[target.classes]`, or write one",
        "MemoryLayer()",
        '[target.classes]\n"app.layer.MemoryLayer" = "app.async_layer.AsyncMemoryLayer"',
    ),
    BlockerKind(
        "layer",
        "the facade itself calls the function, and its methods are synchronous",
        "let the caller of the facade do this part, or give the layer a synchronous function of its own",
        """\
class FileLayer(PersistenceLayer):
    def save(self, player):
        announce(self, player)  # announce() calls the layer""",
        """\
async def save_and_announce(layer, player):
    await layer.save(player)
    await announce(layer, player)""",
    ),
    BlockerKind(
        "untraced",
        "the type checker knows the facade here, but nothing shows where the object comes from",
        "annotate the function or attribute that gives the object",
        "loaders()[0].get_player(1)",
        "loader: AsyncPersistenceLayer = loaders()[0]\nawait loader.get_player_by_id(1)",
    ),
    BlockerKind(
        "private",
        "the facade's private state has no counterpart that ferry could know",
        "use a public method of the target",
        "persistence._run_async(repository.all())",
        "await persistence.list_players()",
    ),
    BlockerKind(
        "held_back",
        "it shares the facade with a place that cannot be awaited, or is called from one",
        "clear the blocker that holds it back, and run the step again",
        """\
def count(self) -> int:  # called by the property above
    return self._persistence.count_players()""",
        """\
async def count(self) -> int:
    return await self._persistence.count_players()""",
    ),
)
"""All kinds, in the order of docs/BLOCKERS.md."""

KIND = {kind.name: kind for kind in BLOCKER_KINDS}

_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__"})
_ASYNC_SPECIAL = frozenset({"__aenter__", "__aexit__", "__aiter__", "__anext__", "__call__"})


def blocker_of(function: Function, wrappers: frozenset[str]) -> str | None:
    """Return the kind of blocker that keeps `function` from becoming async, or None. `wrappers` are sync decorators."""
    if isinstance(function.node, ast.Lambda):
        return "lambda"
    name = function.short
    if function.cls is not None and name in _CONSTRUCTORS:
        return "constructor"
    if is_property(function) or any(called_name(d) in {"setter", "deleter"} for d in function.decorators):
        return "property"
    if function.cls is not None and name.startswith("__") and name.endswith("__") and name not in _ASYNC_SPECIAL:
        return "special_method"
    if function.is_generator and not is_fixture(function):
        return "generator"
    if any(called_name(d) in wrappers for d in function.decorators):
        return "decorator"
    return None
