"""The wheel: what is in it, what it says of itself, and that it works without the repository."""

import ast
import base64
import email.message
import email.parser
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry import __version__

[WHEEL] = (Path(__file__).parents[2] / "tools" / "ferry").glob("*.whl")


@pytest.fixture(scope="module")
def wheel() -> zipfile.ZipFile:
    """The wheel, opened."""
    return zipfile.ZipFile(WHEEL)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> email.message.Message:
    """What the wheel says of itself."""
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return email.parser.Parser().parsestr(wheel.read(name).decode())


def modules(wheel: zipfile.ZipFile) -> dict[str, str]:
    """Return the modules with their texts."""
    return {name: wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".py")}


def test_it_has_a_name_that_pip_takes_and_the_version_of_the_package(metadata: email.message.Message) -> None:
    version = metadata["Version"]

    assert WHEEL.name == f"ferry_async-{version}-py3-none-any.whl"
    assert metadata["Name"] == "ferry-async"
    assert version == __version__


def test_it_names_what_it_needs(metadata: email.message.Message) -> None:
    needs = {need.partition(">")[0] for need in metadata.get_all("Requires-Dist", [])}

    assert needs == {"jinja2", "libcst", "mypy", "pyrefly", "rich"}
    assert metadata["Requires-Python"] == ">=3.11"


def test_it_needs_nothing_else(wheel: zipfile.ZipFile, metadata: email.message.Message) -> None:
    imported = set()
    for text in modules(wheel).values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])

    needs = {need.partition(">")[0] for need in metadata.get_all("Requires-Dist", [])}
    # These two are programs that it starts.
    assert imported - set(sys.stdlib_module_names) == {"ferry", *needs} - {"mypy", "pyrefly"}


def test_it_brings_one_package_and_no_trace_of_the_repository(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"ferry"}
    assert [name for name, text in modules(wheel).items() if "tools.ferry" in text] == []
    assert "ferry/cli/commands/inventory.py" in wheel.namelist()
    assert "ferry/rewrite/rules/await_call.py" in wheel.namelist()
    assert {name for name in wheel.namelist() if name.endswith(".j2")} == {
        "ferry/report/page.html.j2",
        "ferry/report/status.html.j2",
    }


def test_it_has_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    texts = {name.rpartition("/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}

    assert "ferry=ferry.cli.main:main" in wheel.read(texts["entry_points.txt"]).decode().replace(" ", "")
    assert "Apache License" in wheel.read(texts["LICENSE"]).decode()


def test_its_record_has_the_digest_of_each_file(wheel: zipfile.ZipFile) -> None:
    [record] = [name for name in wheel.namelist() if name.endswith("/RECORD")]
    lines = [line.split(",") for line in wheel.read(record).decode().splitlines()]

    assert {name for name, _, _ in lines} == set(wheel.namelist())
    for name, digest, _ in lines:
        if name != record:
            made = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest()).rstrip(b"=").decode()
            assert digest == f"sha256={made}"


def test_it_holds_no_time_of_the_build(wheel: zipfile.ZipFile) -> None:
    assert {info.date_time[:3] for info in wheel.infolist()} == {(1980, 1, 1)}


def test_it_works_on_a_code_base_far_from_the_repository(
    wheel: zipfile.ZipFile, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site, tree = tmp_path / "site", tmp_path / "tree"
    wheel.extractall(site)
    copy_tree(tree)
    (tree / "cases").mkdir()
    packages = [path for path in sys.path if path and not (Path(path) / "tools" / "ferry").exists()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *packages])}

    def ferry(*arguments: str) -> int:
        command = [sys.executable, "-m", "ferry", "--quiet", *arguments]
        return subprocess.run(command, cwd=tree, env=environment, check=False).returncode

    assert ferry("--version") == 0
    assert ferry("inventory", "--html", str(tmp_path / "uses.html")) == 0
    assert ferry("apply", "migrate_later") == 0
    assert ferry("status", "--html", str(tmp_path / "status.html")) == 0
    assert "async def" in (tree / "app" / "later" / "catalogue.py").read_text(encoding="utf-8")
