"""What our own inference knows where nothing is annotated: the argument of `probe` is the layer."""

import ast
import sys
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest

from tools.ferry.source import Module, Program, read_program
from tools.ferry.types import Inference
from tools.ferry.types.values import FunctionRef, Instance, Values

LAYER = "class Layer:\n    def load(self): ...\n\n\n"

KNOWN = {
    "the greatest of what a function is given": """
        def best(layers):
            return max(layers, key=id)

        def run():
            probe(best([Layer()]))
        """,
    "the least of two": """
        def least(one, other):
            return min(one, other, key=id)

        def run():
            probe(least(Layer(), Layer()))
        """,
    "what stands for the greatest of nothing": """
        def run():
            probe(max((), default=Layer()))
        """,
    "an attribute of the object that a method of its base gives": """
        class Base:
            layer = None

            def opened(self):
                return self

        class Holder(Base):
            def __init__(self):
                self.layer = Layer()

        def run():
            probe(Holder().opened().layer)
        """,
    "an attribute of what an object that is called gives of itself": """
        class Base:
            layer = None

            def __call__(self):
                return self

        class Holder(Base):
            def __init__(self):
                self.layer = Layer()

        def run():
            probe(Holder()().layer)
        """,
    "an attribute of what a block enters that gives itself": """
        class Base:
            layer = None

            def __enter__(self):
                return self

        class Holder(Base):
            def __init__(self):
                self.layer = Layer()

        def run():
            with Holder() as holder:
                probe(holder.layer)
        """,
    "what an iterator gives that is its own": """
        class Rows:
            def __iter__(self):
                return self

            def __next__(self):
                return Layer()

        def run():
            for layer in Rows():
                probe(layer)
        """,
    "an attribute of the object that a decorator makes of a function": """
        class Task:
            def __init__(self, function):
                self.layer = Layer()

            def __call__(self):
                return self.layer

        def task(name):
            def decorate(function):
                return Task(function)
            return decorate

        @task("load")
        def load():
            pass

        def run():
            probe(load.layer)
        """,
    "what a call of the object gives that a decorator makes of a function": """
        class Task:
            def __init__(self, function):
                self.layer = Layer()

            def __call__(self):
                return self.layer

        def run():
            @Task
            def load():
                pass
            probe(load())
        """,
    "what a function still gives that an object wraps": """
        class Limit:
            def __call__(self, function):
                def inner():
                    return function()
                return inner

        limit = Limit()

        @limit
        def load():
            return Layer()

        def run():
            probe(load())
        """,
    "an attribute that a base class fills": """
        class Base:
            def __init__(self):
                self.layer = Layer()

        class Service(Base):
            def run(self):
                probe(self.layer)
        """,
    "an attribute that only the heirs fill": """
        class Mixin:
            def run(self):
                probe(self.layer)

        class Service(Mixin):
            def __init__(self):
                self.layer = Layer()
        """,
    "an attribute that the other base of an heir fills": """
        class Mixin:
            def run(self):
                probe(self.layer)

        class Core:
            def __init__(self):
                self.layer = Layer()

        def build():
            class App(Core, Mixin):
                pass
            return App()
        """,
    "an attribute that is set from outside": """
        class Worker:
            def run(self):
                probe(self.layer)

        def start():
            worker = Worker()
            worker.layer = Layer()
        """,
    "a method that the heirs override": """
        class Base:
            def run(self):
                probe(self.make())

            def make(self):
                raise NotImplementedError

        class Service(Base):
            def make(self):
                return Layer()
        """,
    "a parameter of a class that an attribute holds": """
        class Service:
            def __init__(self, layer):
                self.layer = layer

            def run(self):
                probe(self.layer)

        class App:
            service_class = Service

            def start(self):
                return self.service_class(layer=Layer())
        """,
    "a parameter that an heir passes on with super": """
        class Base:
            def __init__(self, layer):
                self.layer = layer

            def run(self):
                probe(self.layer)

        class Service(Base):
            def __init__(self, layer):
                super(Service, self).__init__(layer)

        Service(Layer())
        """,
    "a parameter of a constructor that the heirs inherit": """
        class Base:
            def __init__(self, layer):
                probe(layer)

        class Service(Base):
            pass

        Service(Layer())
        """,
    "a parameter that is passed with the class spelled out": """
        class Base:
            def __init__(self, layer):
                probe(layer)

        class Service(Base):
            def __init__(self):
                Base.__init__(self, Layer())
        """,
    "a copy": """
        import copy

        def run():
            probe(copy.deepcopy(Layer()))
        """,
    "what was pickled": """
        import pickle

        def run(layer=Layer()):
            probe(pickle.loads(pickle.dumps(Layer())))
        """,
    "an attribute of a mock that stands for a parameter's class": """
        from unittest.mock import Mock

        class Study:
            def __init__(self, layer: Layer) -> None:
                self.layer = layer

        def sample(study: Study) -> None: ...

        def check():
            study = Mock()
            sample(study)
            probe(study.layer)
        """,
    "what a fixture with an annotation yields": """
        import pytest
        from collections.abc import Iterator

        @pytest.fixture
        def layer() -> Iterator[Layer]:
            yield Layer()

        @pytest.fixture
        def other(layer):
            probe(layer)
        """,
    "what is stored under a key of an attribute": """
        class Scheduler:
            def __init__(self):
                self.layers = {}

            def add(self, name):
                self.layers[name] = Layer()

            def run(self):
                for name, layer in sorted(self.layers.items()):
                    probe(layer)
        """,
    "a parameter that is asked for its class": """
        class Other: ...

        def run(thing):
            if thing and isinstance(thing, Layer):
                probe(thing)

        run(Other())
        run(Layer())
        """,
    "a parameter that nobody passes, asked for its class": """
        def run(thing):
            if isinstance(thing, Layer):
                probe(thing)
        """,
    "what a list is given later": """
        def run():
            layers = []
            layers.append(Layer())
            for number, layer in enumerate(layers):
                probe(layer)
        """,
    "a fixture that is a method of the test's class": """
        import pytest

        class Base:
            @pytest.fixture
            def layer(self):
                return Layer()

        class TestLayer(Base):
            @pytest.fixture
            def other(self, layer):
                probe(layer)
        """,
    "a fixture that is asked for by its name": """
        import pytest

        @pytest.fixture
        def memory():
            yield Layer()

        @pytest.fixture(params=["memory", pytest.param("files", marks=pytest.mark.slow)])
        def layer(request):
            return request.getfixturevalue(request.param)

        @pytest.fixture
        def other(layer):
            probe(layer)
        """,
    "a class of a module that is imported by its name": """
        import pytest

        def run():
            app = pytest.importorskip("app")
            probe(app.Layer())
        """,
    "an attribute of the object that a decorator puts in the function's place": """
        class Task:
            def __init__(self, function):
                self.layer = Layer()

        def task(function):
            return Task(function)

        @task
        def add():
            pass

        probe(add.layer)
        """,
}

UNKNOWN = {
    "an attribute of a setting that another library holds": """
        from library.conf import settings

        probe(settings.LAYER)
        """,
    "another column of a table": """
        def make(kind):
            cls, other = {"one": (str, Layer), "two": (int, Layer)}[kind]
            probe(cls())
        """,
    "the key of a pair": """
        def run():
            layers = {"one": Layer()}
            for name, layer in layers.items():
                probe(name)
        """,
    "a parameter that nobody passes": """
        def run(layer):
            probe(layer)
        """,
    "an attribute of the same name on another class": """
        class Other:
            def run(self):
                probe(self.layer)

        class Service:
            def __init__(self):
                self.layer = Layer()
        """,
}


def probed(root: Path, code: str) -> set[str]:
    """Return the names of the classes of which the argument of `probe` can be an object."""
    (root / "app.py").write_text(LAYER + dedent(code), encoding="utf-8")
    program = read_program(root)
    module = program.files["app.py"]
    calls = [n for n in module.parents if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "probe"]
    return {value.cls.name for value in _values(program, calls[0].args[0]) if isinstance(value, Instance)}


def _values(program: Program, node: ast.expr) -> frozenset[object]:
    return frozenset(Inference(program).of(program.files["app.py"], node))


@pytest.mark.parametrize("code", KNOWN.values(), ids=KNOWN)
def test_it_is_known(code: str, tmp_path: Path) -> None:
    assert probed(tmp_path, code) == {"app.Layer"}


@pytest.mark.parametrize("code", UNKNOWN.values(), ids=UNKNOWN)
def test_it_stays_unknown(code: str, tmp_path: Path) -> None:
    assert probed(tmp_path, code) == set()


@pytest.mark.parametrize(
    ("modules", "known"), [(["layers"], {"shop.layers.Layer"}), (["layers", "others"], set())], ids=["one", "several"]
)
def test_what_a_package_gives_lazily_is_what_one_of_its_modules_defines(
    modules: list[str], known: set[str], tmp_path: Path
) -> None:
    """A package with `__getattr__` (PEP 562) hands on a name that it does not define."""
    (tmp_path / "shop").mkdir()
    for module in modules:
        (tmp_path / "shop" / f"{module}.py").write_text(LAYER, encoding="utf-8")
    lazily = "def __getattr__(name):\n    return getattr(importlib.import_module(MODULES[name]), name)\n"
    (tmp_path / "shop" / "__init__.py").write_text(lazily, encoding="utf-8")

    found = probed(tmp_path, "import shop\n\nprobe(shop.Layer())\n")

    assert found == known


def test_code_that_calls_itself_in_many_ways_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"f{n}" for n in range(40)]
    calls = [f"{names[n - 1]}(x), {names[n - 2]}(x), {names[n // 2]}(x)" for n in range(40)]
    functions = [f"def {name}(x):\n    return x.pick({called})\n" for name, called in zip(names, calls, strict=True)]
    (tmp_path / "app.py").write_text("\n\n".join(functions), encoding="utf-8")
    asked = counted(monkeypatch)
    program = read_program(tmp_path)
    module = program.files["app.py"]
    inference = Inference(program)
    found = {inference.of(module, node) for node in module.parents if isinstance(node, ast.Name | ast.Call)}

    assert found <= {frozenset(), *(frozenset({FunctionRef(function)}) for function in program.functions.values())}
    assert max(asked.values()) <= 3


def test_a_chain_that_is_too_long_is_looked_at_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)  # as the command line does
    functions = [f"def f{n}(x):\n    return f{n + 1}(x) or f{n + 1}(x)\n" for n in range(300)]
    (tmp_path / "app.py").write_text("\n\n".join([*functions, "def f300(x):\n    return x\n"]), encoding="utf-8")
    asked = counted(monkeypatch)
    program = read_program(tmp_path)
    module = program.files["app.py"]
    inference = Inference(program)

    found = {inference.of(module, node) for node in module.parents if isinstance(node, ast.BoolOp)}
    sys.setrecursionlimit(limit)

    assert found == {frozenset()}
    assert max(asked.values()) <= 5


def test_a_factory_that_imports_heirs_of_its_classs_name_does_not_go_round(tmp_path: Path) -> None:
    find = "    def find(self, words):\n        raise NotImplementedError\n\n\n"
    base = f"class Indexer:\n{find}def get_indexer(kind):\n    if kind:\n        from first import Indexer\n\n"
    base += "        return Indexer()\n    from second import Indexer\n\n    return Indexer()\n"
    heir = f"from base import Indexer as IndexerBase\n\n\nclass Indexer(IndexerBase):\n{find}"
    for name, text in {"base": base, "first": heir, "second": heir}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")

    assert probed(tmp_path, "from base import get_indexer\nprobe(get_indexer(1).find([]))") == set()


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[ast.expr]:
    """Count how often each expression is looked at."""
    asked = Counter[ast.expr]()
    answer = Inference._infer

    def counting(self: Inference, module: Module, node: ast.expr) -> Values:
        asked[node] += 1
        return answer(self, module, node)

    monkeypatch.setattr(Inference, "_infer", counting)
    return asked
