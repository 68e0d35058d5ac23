"""The verifier finds each planted defect at its line, and nothing in correct code."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.ferry.conftest import HERE, copy_tree
from tools.ferry.config import read_config
from tools.ferry.model import Finding
from tools.ferry.verify.checker import Checked, Diagnostic, coroutine_findings
from tools.ferry.verify.rules import RULES
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

DEFECTS = HERE / "defects"
FILES = sorted(DEFECTS.rglob("*.py.in"))
TABLE = sorted((DEFECTS / "table").glob("*.py.in"))
CLEAN = sorted((DEFECTS / "clean").glob("*.py.in"))
NO_FACADE = [*TABLE, *CLEAN]
"""The files that say nothing about a facade: they are checked without a `ferry.toml`, too."""
_MARK = re.compile(r"# finding: (\w+(?:, \w+)*)$")


def name_of(file: Path) -> str:
    """Return the file of a case in the tree."""
    return f"cases/{file.name.removesuffix('.in')}"


each_file = pytest.mark.parametrize("file", FILES, ids=name_of)
each_file_without_facade = pytest.mark.parametrize("file", NO_FACADE, ids=name_of)


def plant(root: Path, files: list[Path]) -> Path:
    """Make a tree with the given files."""
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n")  # most of their tests have no mark
    for file in files:
        shutil.copyfile(file, root / name_of(file))
    return root


def verify(root: Path, files: list[Path], *, configured: bool = True, mypy: bool = False) -> Sequence[Finding]:
    """Check a tree with the given files: one on its way, with facade and configuration, or one that has neither."""
    plant(root, files)
    if configured:
        return verify_tree(root, read_config(root / "ferry.toml"), Scope(frozenset({"cases"}), mypy=mypy)).findings
    (root / "ferry.toml").unlink()
    (root / "app" / "persistence" / "layer.py").unlink()
    return verify_tree(root, None, Scope(mypy=mypy)).findings


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What our own checker says, without the type checker's help; the clean twin is a tree of its own."""
    defects = [file for file in FILES if file not in CLEAN]
    return [f for files in (defects, CLEAN) for f in verify(tmp_path_factory.mktemp("tree"), files)]


@pytest.fixture(scope="module")
def findings_without_configuration(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What it says about trees that have no facade, no plan and no `ferry.toml`."""
    return [f for files in (TABLE, CLEAN) for f in verify(tmp_path_factory.mktemp("tree"), files, configured=False)]


def planted(file: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, rule) of each mark."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        mark = _MARK.search(line)
        for rule in mark.group(1).split(", ") if mark else []:
            yield number, rule


def found_in(findings: list[Finding], file: Path) -> list[tuple[int, str]]:
    return [(finding.line, finding.rule) for finding in findings if finding.file == name_of(file)]


@each_file
def test_every_planted_defect_is_found_at_its_line_and_nothing_else(file: Path, findings: list[Finding]) -> None:
    assert found_in(findings, file) == list(planted(file))


@each_file_without_facade
def test_it_needs_no_plan_and_no_configuration(file: Path, findings_without_configuration: list[Finding]) -> None:
    assert found_in(findings_without_configuration, file) == list(planted(file))


@pytest.mark.parametrize("case", range(1, 16))
def test_each_defect_of_the_table_is_planted_in_at_least_six_ways(case: int) -> None:
    [file] = [file for file in TABLE if f"c{case:02}_" in file.name]

    assert len(list(planted(file))) >= 6


def test_nothing_is_planted_in_the_clean_twin() -> None:
    assert [mark for file in CLEAN for mark in planted(file)] == []


def test_the_type_checker_adds_nothing_on_correct_code(tmp_path: Path) -> None:
    found = verify(tmp_path, CLEAN, mypy=True)

    assert [finding for finding in found if finding.file.startswith("cases/")] == []


def test_every_rule_that_is_planted_is_documented() -> None:
    rules = {rule for file in FILES for _, rule in planted(file)}

    assert rules <= set(RULES)


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    first, again = (verify(tmp_path / name, TABLE) for name in ("first", "again"))

    assert first == again


def test_no_code_of_the_tree_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "trap.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (tmp_path / "conftest.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    for name in ("sitecustomize", "queue", "typing_extensions", "mypy_extensions", "calendar"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", *sys.path]))

    verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope())

    assert not (tmp_path / "ran").exists()


def test_a_file_that_does_not_parse_is_a_finding(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "broken.py").write_text("def f(:\n")

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings

    assert [(finding.file, finding.rule) for finding in found] == [("app/broken.py", "unreadable")]


@pytest.mark.parametrize("content", [b"# caf\xe9\n", b"def f(:\n"])
def test_a_file_that_cannot_be_read_leaves_the_others_to_the_type_checker(tmp_path: Path, content: bytes) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "broken.py").write_bytes(content)
    (tmp_path / "app" / "importing.py").write_text("import app.broken\n")

    verdict = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope())

    assert [finding.rule for finding in verdict.findings] == ["unreadable"]
    assert [note for note in verdict.notes if "mypy" in note] == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"# caf\xe9\nx = 1\n", 1),
        (b"x = 1\n\n# caf\xe9\n", 3),
        (b"# coding: nonsense\n", 1),
        (b"# coding: latin-1\n# caf\xe9\n", None),
    ],
)
def test_a_file_that_is_no_text_in_its_encoding_is_a_finding(tmp_path: Path, content: bytes, line: int | None) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "broken.py").write_bytes(content)

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings

    wanted = [("app/broken.py", line, "unreadable")] if line is not None else []
    assert [(finding.file, finding.line, finding.rule) for finding in found] == wanted


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ('"may" of "Users" returns "Coroutine[Any, Any, bool]" which does not implement __bool__ or __len__', 1),
        ('"may" of "Users" returns "Rule" which does not implement __bool__ or __len__', 0),
    ],
    ids=["coroutine", "another object"],
)
def test_what_the_type_checker_says_of_truth_counts_for_coroutines(said: str, rules: int) -> None:
    checked = Checked((Diagnostic("app/users.py", 3, 8, "truthy-bool", f"{said} so it could always be true"),))

    assert len(coroutine_findings(checked)) == rules


def test_what_a_base_outside_the_tree_may_have_is_no_missing_method(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "app.Layer"\n[target]\nclass = "app.AsyncLayer"\n[methods]\nget = "load"\n'
    )
    (tmp_path / "app.py").write_text(
        "from store import Base\n\n\nclass Layer:\n    def get(self): ...\n\n    def drop(self): ...\n\n\n"
        "class AsyncLayer(Base):\n    async def load(self): ...\n"
    )
    (tmp_path / "use.py").write_text(
        "from app import AsyncLayer\n\n\n"
        "async def use(layer: AsyncLayer):\n    layer.keys()\n    await layer.get()\n    await layer.drop()\n"
    )

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings

    assert [(finding.line, finding.rule) for finding in found] == [(6, "missing_method"), (7, "missing_method")]


def test_what_a_fixture_gives_its_class_is_no_missing_method(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "app.Layer"\n[target]\nclass = "app.AsyncLayer"\n'
    )
    (tmp_path / "app.py").write_text("class Layer: ...\n\n\nclass AsyncLayer:\n    async def load(self): ...\n")
    (tmp_path / "test_use.py").write_text(
        "import pytest\nfrom app import AsyncLayer\n\n\n@pytest.fixture(autouse=True)\ndef make(request):\n"
        "    request.cls.make = lambda self: AsyncLayer()\n\n\n"
        "class TestUse:\n    async def test_it(self):\n        await self.make().load()\n        self.made()\n"
    )

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings

    assert [(finding.line, finding.rule) for finding in found] == [(13, "missing_method")]


def test_a_stand_in_that_is_awaited_itself_is_named_by_its_attribute(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_entry.py").write_text(
        "from collections.abc import Awaitable, Callable\nfrom dataclasses import dataclass\n"
        "from unittest.mock import Mock\n\n\n@dataclass\nclass Entry:\n    action: Callable[[], Awaitable[None]]\n\n"
        "    async def run(self) -> None:\n        await self.action()\n\n\n"
        "async def test_it() -> None:\n    action = Mock()\n    await Entry(action).run()\n"
    )

    found = verify_tree(tmp_path, None, Scope(mypy=False)).findings

    assert [(one.line, one.message) for one in found] == [(16, "`run` awaits `action` of the stand-in `action`")]


def test_a_coroutine_in_the_facades_own_module_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "layer.Layer"\n[target]\nclass = "target.AsyncLayer"\n'
    )
    (tmp_path / "target.py").write_text("class AsyncLayer:\n    async def count(self): ...\n")
    (tmp_path / "use.py").write_text("async def size() -> int:\n    return 1\n")
    (tmp_path / "layer.py").write_text(
        "import asyncio\n\nfrom use import size\n\n\nclass Layer:\n"
        "    def count(self):\n        return asyncio.run(size())\n\n\n"
        'def describe():\n    return f"{size()} players"\n'
    )

    (tmp_path / "test_layer.py").write_text("from use import size\n\n\ndef test_size():\n    assert size() == 1\n")
    config = tmp_path / "ferry.toml"
    config.write_text(config.read_text() + '[[steps]]\nid = "d"\nkind = "delete_tests"\nfiles = ["test_layer.py"]\n')

    verdict = verify_tree(tmp_path, read_config(config), Scope(mypy=False))

    assert [(f.file, f.line, f.rule) for f in verdict.findings] == [("layer.py", 12, "unawaited")]
    assert verdict.looked_for("layer.py", "unawaited")
    assert not verdict.looked_for("layer.py", "event_loop_shim")


def test_what_takes_a_handler_at_once_is_a_decorator_whatever_it_is_annotated_to_give(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "from collections.abc import Awaitable, Callable\nfrom typing import cast\n\n"
        "Handler = Callable[..., Awaitable[str]]\n\n\n"
        "class App:\n    def get(self, path: str) -> Handler:\n        return cast(Handler, print)\n\n\n"
        "async def show() -> str:\n    return 'shown'\n\n\n"
        "def register(app: App) -> None:\n    app.get('/')(show)\n    app.get('/')()\n"
    )

    found = verify_tree(tmp_path, None, Scope(mypy=False)).findings

    assert [(finding.line, finding.rule) for finding in found] == [(18, "unawaited")]


def test_what_code_on_the_facade_calls_may_get_the_facade(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "layer.Layer"\n[target]\nclass = "target.AsyncLayer"\n'
    )
    (tmp_path / "layer.py").write_text("class Layer:\n    def save_note(self, text): ...\n")
    (tmp_path / "target.py").write_text("class AsyncLayer:\n    async def save_note(self, text): ...\n")
    (tmp_path / "noted.py").write_text(
        "from functools import wraps\n\n\ndef noted(function):\n    @wraps(function)\n"
        "    def wrapper(self, text):\n        self.layer.save_note(text)\n        return function(self, text)\n\n"
        "    return wrapper\n"
    )
    (tmp_path / "audit.py").write_text(
        "from contextlib import contextmanager\n\n\n@contextmanager\ndef audited(layer):\n    yield\n"
        "    layer.save_note('done')\n"
    )
    (tmp_path / "between.py").write_text("import audit\n\n\ndef audited():\n    return audit.audited\n")
    (tmp_path / "test_audit.py").write_text(
        "from unittest.mock import Mock\n\nfrom audit import audited\n\n\ndef test_it():\n    layer = Mock()\n"
        "    layer.save_note.return_value = None\n    with audited(layer):\n        pass\n"
    )
    service = (
        "from {module} import {cls}\nfrom between import audited\nfrom noted import noted\n\n\nclass Service:\n"
        "    def __init__(self, layer: {cls}):\n        self.layer = layer\n\n    @noted\n"
        "    def shout(self, text):\n        with audited()(self.layer):\n            return text.upper()\n"
    )
    found = []

    for module, cls in (("layer", "Layer"), ("target", "AsyncLayer")):
        (tmp_path / "service.py").write_text(service.format(module=module, cls=cls))
        config = read_config(tmp_path / "ferry.toml")
        verdict = verify_tree(tmp_path, config, Scope(strict=True, mypy=False))
        found.append([(finding.file, finding.line, finding.rule) for finding in verdict.findings])

    assert found == [
        [("service.py", 1, "facade")],
        [("audit.py", 7, "unawaited"), ("noted.py", 7, "unawaited")],
    ]


def test_a_fixture_may_get_the_facade_from_code_that_refers_to_it(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "layer.Layer"\n[target]\nclass = "target.AsyncLayer"\n'
    )
    (tmp_path / "layer.py").write_text("class Layer:\n    def is_full(self): ...\n")
    (tmp_path / "target.py").write_text("class AsyncLayer:\n    async def is_full(self): ...\n")
    (tmp_path / "plugin.py").write_text(
        "import pytest\nimport main\n\n\n@pytest.fixture\ndef plugged():\n    return main.parts()['layer']\n"
    )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text(
        "import pytest\nfrom main import parts\n\n\n@pytest.fixture\ndef layer():\n    return parts()['layer']\n"
    )
    (tmp_path / "tests" / "test_sizes.py").write_text(
        "def test_size(layer):\n    assert layer.is_full()\n\n\n"
        "def test_by_name(request):\n    assert request.getfixturevalue('layer').is_full()\n"
    )
    (tmp_path / "tests" / "test_plugged.py").write_text("def test_it(plugged):\n    assert plugged.is_full()\n")
    (tmp_path / "tests" / "test_other.py").write_text("def test_it(other):\n    assert other.is_full()\n")
    found = []

    for module, cls in (("layer", "Layer"), ("target", "AsyncLayer")):
        (tmp_path / "main.py").write_text(
            f"from library import gather\nfrom {module} import {cls}\n\n\ndef parts():\n    return gather({cls}())\n"
        )
        config = read_config(tmp_path / "ferry.toml")
        verdict = verify_tree(tmp_path, config, Scope(strict=True, mypy=False))
        found.append([(finding.file, finding.line, finding.rule) for finding in verdict.findings])

    other = ("tests/test_other.py", 2, "unawaited")
    assert found == [
        [("main.py", 2, "facade"), other],
        [
            other,
            ("tests/test_plugged.py", 2, "unawaited"),
            ("tests/test_sizes.py", 2, "unawaited"),
            ("tests/test_sizes.py", 6, "unawaited"),
        ],
    ]


def test_the_async_class_keeps_no_coroutines(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "layer.Layer"\n[target]\nclass = "target.AsyncLayer"\n'
    )
    (tmp_path / "layer.py").write_text("class Layer: ...\n")
    (tmp_path / "use.py").write_text(
        "from target import AsyncLayer\n\n\nasync def copy(layer: AsyncLayer):\n    box = layer.get('a')\n"
        "    await layer.put('b', box)\n"
    )
    target = (
        "DATA = {}\n\n\nclass AsyncLayer:\n    async def get(self, key):\n        return DATA.get(key)\n\n"
        "    async def put(self, key, value):\n        DATA[key] = value\n\n"
        "    async def rows(self):\n        for key in DATA:\n            yield key, DATA[key]\n"
    )
    waiting = "\n    async def settle(self, key):\n        DATA[key] = await DATA[key]\n"
    found = []

    for text in (target, target + waiting):
        (tmp_path / "target.py").write_text(text)
        findings = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings
        found.append([(finding.file, finding.line, finding.rule) for finding in findings])

    assert found == [[("use.py", 5, "unawaited")], []]


USING = """from layer import Layer
from target import AsyncLayer


class Service:
    def __init__(self, layer: AsyncLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.size()


class Either:
    def __init__(self, layer: AsyncLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        if isinstance(self.layer, Layer):
            return 0
        return await self.layer.size()


class Other(Layer):
    async def size(self) -> int:
        return 1


async def size(layer: AsyncLayer) -> int:
    return await layer.size()


def name(layer: AsyncLayer) -> str:
    return layer.name


async def of_both(layer: AsyncLayer | Layer) -> object:
    return await Service(layer).size() if isinstance(layer, AsyncLayer) else layer


async def rightly(layer: Layer, target: AsyncLayer, name_only: bool) -> object:
    print(Service(target), Either(layer), Service(Other()), name(layer))
    await of_both(layer)
    return await size(target) + await size(layer=Other())
"""
WRONGLY = """

async def wrongly() -> object:
    kinds, layer = {"service": Service}, Layer()
    made = [Service(layer), kinds["service"](layer=Layer())]
    return made, await size(layer)
"""


def test_the_facade_is_not_given_to_what_awaits_the_async_class(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "layer.Layer"\n[target]\nclass = "target.AsyncLayer"\n'
    )
    (tmp_path / "layer.py").write_text("class Layer:\n    name = ''\n\n    def size(self) -> int:\n        return 1\n")
    (tmp_path / "target.py").write_text(
        "class AsyncLayer:\n    name = ''\n\n    async def size(self) -> int:\n        return 1\n"
    )
    found = []

    for text in (USING, USING + WRONGLY):
        (tmp_path / "use.py").write_text(text)
        findings = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings
        found.append([(finding.line, finding.rule) for finding in findings if finding.file == "use.py"])

    first = USING.count("\n") + 5
    assert found == [[], [(first, "not_awaitable"), (first, "not_awaitable"), (first + 1, "not_awaitable")]]
