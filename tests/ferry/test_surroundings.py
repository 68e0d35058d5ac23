"""What a file can see of others: exactly the modules that its imports may lead to count for what is kept of it."""

from pathlib import Path

import pytest

from tools.ferry.source import read_program
from tools.ferry.types.surroundings import Surroundings

TREE = {
    "app/__init__.py": "",
    "app/base.py": "class Base: ...\n",
    "app/heir.py": "from app.base import Base\n\nclass Heir(Base): ...\n",
    "app/parts/__init__.py": "from app.parts.first import one as first_one\n",
    "app/parts/first.py": "def one(): ...\n",
    "app/parts/second.py": "def two(): ...\n",
    "app/ring.py": "from app.user import use\n\ndef turn(): ...\n",
    "app/alone.py": "def nothing(): ...\n",
    "helper.py": "def above(): ...\n",
}


@pytest.fixture(autouse=True)
def without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tree is read anew."""
    monkeypatch.setenv("FERRY_CACHE_DIR", "")


def digest(root: Path, files: dict[str, str], *, of: str, roots: tuple[str, ...] = (".",)) -> str:
    """Return the digest of what one file of a tree can see."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Surroundings(read_program(root, roots), roots, "checker 1").of(of)


@pytest.mark.parametrize(
    ("imports", "changed"),
    [
        ("from app.base import Base", "app/base.py"),
        ("from app.heir import Heir", "app/base.py"),
        ("import app.heir", "app/base.py"),
        ("import app.heir as heir", "app/base.py"),
        ("from app import heir", "app/base.py"),
        ("from . import heir", "app/base.py"),
        ("from .heir import *", "app/base.py"),
        ("def later():\n    from app.heir import Heir", "app/base.py"),
        ("try:\n    import helper as one\nexcept ImportError:\n    import app.base as one", "app/base.py"),
        ("from app.parts.second import two", "app/parts/__init__.py"),
        ("from app.parts.second import two", "app/parts/first.py"),
        ("from app.parts import first", "app/parts/first.py"),
        ("from app.parts import *", "app/parts/second.py"),
        ("from app import parts", "app/parts/second.py"),
        ("import app.parts as parts", "app/parts/second.py"),
        ("import app", "app/parts/second.py"),
        ("import app.base", "app/parts/second.py"),
        ("from app.ring import turn", "app/ring.py"),
        ("from app import ring\nfrom app import base", "app/base.py"),
        ("import helper", "helper.py"),
        ("import base", "app/base.py"),
    ],
)
def test_a_module_to_which_imports_may_lead_counts(tmp_path: Path, imports: str, changed: str) -> None:
    tree = {**TREE, "app/user.py": f"{imports}\n\ndef use(): ...\n"}
    before = digest(tmp_path, tree, of="app/user.py")

    after = digest(tmp_path, {**tree, changed: tree[changed] + "\ndef more(): ...\n"}, of="app/user.py")

    assert after != before


@pytest.mark.parametrize(
    ("imports", "changed"),
    [
        ("from app.base import Base", "app/heir.py"),
        ("from app.heir import Heir", "app/alone.py"),
        ("import app.heir as heir", "app/alone.py"),
        ("from app.parts.first import one", "app/parts/second.py"),
        ("from app.ring import turn", "app/alone.py"),
        ("import helper", "app/base.py"),
        ("import logging", "helper.py"),
    ],
)
def test_a_module_to_which_no_import_leads_does_not_count(tmp_path: Path, imports: str, changed: str) -> None:
    tree = {**TREE, "app/user.py": f"{imports}\n\ndef use(): ...\n"}
    before = digest(tmp_path, tree, of="app/user.py")

    after = digest(tmp_path, {**tree, changed: tree[changed] + "\ndef more(): ...\n"}, of="app/user.py")

    assert after == before


def test_a_body_that_shows_nothing_does_not_count(tmp_path: Path) -> None:
    tree = {"base.py": "def size() -> int:\n    return 1\n", "user.py": "from base import size\n"}
    before = digest(tmp_path, tree, of="user.py")

    tree["base.py"] = "def size() -> int:\n    found = 2\n    return found\n"

    assert digest(tmp_path, tree, of="user.py") == before


def test_a_module_that_comes_where_an_import_may_find_it_counts(tmp_path: Path) -> None:
    tree = {"app/user.py": "from app.base import Base\n", "app/base.py": "class Base: ...\n"}
    before = digest(tmp_path, tree, of="app/user.py")

    package = digest(tmp_path, {"app/base/__init__.py": "class Base: ...\n"}, of="app/user.py")
    nearer = digest(tmp_path, {"app/app/base.py": "class Base: ...\n"}, of="app/user.py")

    assert len({before, package, nearer}) == 3


def test_an_import_is_looked_up_from_each_root(tmp_path: Path) -> None:
    tree = {"tests/test_it.py": "from app.base import Base\n", "src/app/base.py": "class Base: ...\n"}
    changed = {**tree, "src/app/base.py": "class Other: ...\n"}

    with_root = [digest(tmp_path, files, of="tests/test_it.py", roots=("src", ".")) for files in (tree, changed)]
    without = [digest(tmp_path, files, of="tests/test_it.py") for files in (tree, changed)]

    assert with_root[0] != with_root[1]
    assert without[0] == without[1]


def test_modules_that_import_each_other_see_the_same_and_all_that_each_of_them_sees(tmp_path: Path) -> None:
    ring = {
        "first.py": "import second as s\n", "second.py": "import third as t\nimport leaf as l\n",
        "third.py": "import first as f\n", "leaf.py": "",
    }  # fmt: skip
    before = {file: digest(tmp_path, ring, of=file) for file in ring}
    ring["leaf.py"] = "def grown(): ...\n"
    after = {file: digest(tmp_path, ring, of=file) for file in ring}

    assert before["first.py"] == before["second.py"] == before["third.py"] != before["leaf.py"]
    assert all(after[file] != before[file] for file in ring)


def test_another_checker_or_other_roots_are_other_surroundings(tmp_path: Path) -> None:
    digest(tmp_path, TREE, of="app/heir.py")
    program = read_program(tmp_path)

    found = {
        Surroundings(program, roots, checker).of("app/heir.py")
        for roots, checker in (((".",), "checker 1"), ((".",), "checker 2"), ((".", "app"), "checker 1"))
    }

    assert len(found) == 3
