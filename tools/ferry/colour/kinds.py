"""The kinds of blocker, each with its reason, its recipe and an example: what docs/BLOCKERS.md is made of."""

from dataclasses import dataclass


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
        "a lambda cannot contain await, and what runs it takes its result at once",
        "write an async function with a name, or fetch the values before the lambda is used; for a thread, "
        "`[target] to_sync` makes a synchronous function of it",
        "heapq.nsmallest(3, ids, key=lambda i: persistence.get_player(i).level)",
        """\
levels = {i: (await persistence.get_player_by_id(i)).level for i in ids}
heapq.nsmallest(3, ids, key=levels.__getitem__)""",
    ),
    BlockerKind(
        "generator",
        "an async iterator, or async context manager, cannot be used up here, or would be closed later than now; or "
        "this function shares its calls with a generator and is none",
        "loop over it with `async for` where it is made, enter it with `async with`, or let the function return "
        "a list; a loop that can end before a generator with a `finally` or `with` does needs `contextlib.aclosing` "
        "around it; of the overrides of one method, let all be generators (`yield from ()`) or none",
        """\
def first_two() -> list[str]:
    names = all_names()  # a generator
    return [next(names), next(names)]""",
        """\
async def first_two() -> list[str]:
    names = all_names()
    return [await anext(names), await anext(names)]""",
    ),
    BlockerKind(
        "import_time",
        "the call runs in the body of a module or a class, where nothing is awaited",
        "move it into the start of the application, or before the class in its function",
        "SIZE = get_persistence().count_players()",
        """\
async def load_size() -> int:  # awaited in the lifespan
    return await get_async_persistence().count_players()""",
    ),
    BlockerKind(
        "callback",
        "the function is given to code that calls it synchronously",
        "fetch the value before the call, or use an interface of that library that awaits; for a thread or another "
        "place where no event loop runs, `[target] to_sync` makes a synchronous function of it",
        """\
def name_of(match: re.Match[str]) -> str:
    return get_persistence().get_player(int(match.group())).name

re.sub(r"\\d+", name_of, text)""",
        """\
persistence = get_async_persistence()
names = {i: (await persistence.get_player_by_id(int(i))).name for i in re.findall(r"\\d+", text)}
re.sub(r"\\d+", lambda m: names[m.group()], text)""",
    ),
    BlockerKind(
        "decorator",
        "a decorator puts the function into a synchronous one, or hands it to a library that does not await",
        "let the decorator return an async wrapper that awaits the function, or keep it and call an async one; for a "
        "command of click, `[target] to_sync` calls what is async",
        """\
@lru_cache
def size() -> int:
    return get_persistence().count_players()""",
        """\
@lru_cache
def cache() -> dict[str, int]:
    return {}

async def size() -> int:
    if "size" not in cache():
        cache()["size"] = await get_async_persistence().count_players()
    return cache()["size"]""",
    ),
    BlockerKind(
        "override",
        "a base class, the test runner, a WSGI server, an installed program or its command line calls it, and does not "
        "await it; or it makes requests by a test client of Flask, which starts event loops",
        "gather what it needs before, or hand the work to a task that the application owns; where no event loop runs, "
        "`[target] to_sync` calls what is async",
        """\
class Audit(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        self.persistence.save_line(record.getMessage())""",
        """\
class Audit(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.put_nowait(record.getMessage())  # a task of the lifespan saves them""",
    ),
    BlockerKind(
        "loop",
        "it keeps an event loop of its own, which cannot run inside another one",
        "await what it runs, under `asyncio.run` where a program starts; until then the function stays synchronous",
        """\
def total() -> int:
    with asyncio.Runner() as runner:
        return runner.run(count_remotely())""",
        """\
async def total() -> int:
    return await count_remotely()""",
    ),
    BlockerKind(
        "dynamic",
        "which method is called is decided at run time",
        "name the methods: a table of bound methods that is awaited, or a branch for each",
        "getattr(persistence, name)(player_id)",
        """\
readers = {"player": persistence.get_player_by_id, "level": persistence.get_level}
read = readers[name]
await read(player_id)""",
    ),
    BlockerKind(
        "mock",
        "a stub that is not awaitable stands for something that is awaited now, for the facade's class, or for what an "
        "accessor keeps; or a test reads, as text, the name that a mock has recorded of a method",
        "let the stub be an `AsyncMock`, or give the mock a `spec`; let an accessor make the object, and replace that "
        "in the class's place, or replace the accessor and not its variable; compare what is recorded "
        "with `call.get_player(1)`, whose name follows",
        """\
GIVEN = {"get_player.return_value": 3}
persistence = MagicMock(**GIVEN)""",
        'persistence = AsyncMock(**{"get_player_by_id.return_value": 3})',
    ),
    BlockerKind(
        "gap",
        "the target has no such method or attribute, it takes other arguments or is not known to give the target, one "
        "of the two is a property, or the accessor is async there, has no twin, or nothing makes or resets its object",
        "add the method to the target, or name its counterpart under `[methods]`; let it take the same arguments; "
        "annotate what it gives; let a plain function give the target, and name it under `[target.accessors]`; make "
        "the target's object beside the facade's (`init_async_layer()`), reset both (`get_async_layer.cache_clear()`), "
        "or name a companion and its twin",
        "persistence.export_all()",
        '[methods]\nexport_all = "export_players"',
    ),
    BlockerKind(
        "part",
        "what the target gives here is an object of another class, whose methods have to be awaited",
        "give the facade and the target a method each that does the whole, and call that one",
        "layer.players.get(1)  # the target's `players` is an `AsyncTable`",
        "layer.get_player(1)  # what it does with `players` is the layer's own",
    ),
    BlockerKind(
        "heir",
        "no async class is named for this heir of the facade, or for what is given in its place",
        "name its counterpart under `[target.classes]`; write one where there is none: of a fake in the tests, too",
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
        "the facade is known here, but nothing shows where the object comes from, where it goes, or that it is nothing "
        "else",
        "annotate the function or attribute that gives the object; where a variable holds that function, or the class, "
        "call it by its own name there, or give the object; a function of the facade's module that gives it is "
        "an accessor for ferry.toml, and one that yields it moves to a module of its own",
        """\
def start(app) -> None:  # nobody says what keeps the layer
    app.extra.layer = get_persistence()

def size(app) -> int:
    return app.extra.layer.count_players()""",
        """\
@dataclass
class State:
    layer: AsyncPersistenceLayer

async def size(state: State) -> int:
    return await state.layer.count_players()""",
    ),
    BlockerKind(
        "unknown",
        "nothing is known of the object: it can be the facade, or have a method of this name that becomes async, and "
        "nobody would await it here",
        "annotate the object, or what gives it; `ferry inventory` ranks the annotations by what they resolve. A "
        "function that takes the facade out of it can be one of `[facade] accessors`, with a twin",
        """\
def show(census) -> str:  # nobody says what it is
    return f"{census.size()} players\"""",
        """\
async def show(census: Census) -> str:
    return f"{await census.size()} players\"""",
    ),
    BlockerKind(
        "private",
        "the facade's private state has no counterpart that ferry could know",
        "use a public method of the target",
        "persistence._run_async(repository.all())",
        "await persistence.list_players()",
    ),
    BlockerKind(
        "in_use",
        "a file that a step deletes is still used here",
        "migrate this use first, or move what it needs to a module of its own",
        "from app.layer import LIMIT  # app/layer.py is the facade's module",
        "from app.limits import LIMIT",
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
