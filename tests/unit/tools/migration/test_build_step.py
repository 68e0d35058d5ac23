"""Building the tree of a step, with a stand-in for the engine that notes what it was asked."""

import json
import sys
from pathlib import Path

import pytest

from tools.migration.build_step import Outputs, build_step
from tools.migration.ferry import Ferry, FerryError

ENGINE = """\
import json, pathlib, sys
if "inventory" in sys.argv:
    sites = [{"category": "api", "kind": kind} for kind in ("call", "reference", "mention")]
    pathlib.Path(sys.argv[-1]).write_text(json.dumps({"sites": sites}))
    sys.exit(0)
sys.argv.remove("--allow-dirty")
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
step = options["apply"]
if step == "broken":
    sys.exit("ferry.toml: no such step")
with open(pathlib.Path(options["--root"]) / "steps.txt", "a") as steps:
    steps.write(step + "\\n")
pathlib.Path(options["--json"]).write_text(json.dumps({"step": step}))
pathlib.Path(options["--html"]).write_text(step)
sys.exit(1)
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Ferry:
    """An engine that adds a line for each step, and has findings every time."""
    program = tmp_path / "ferry"
    program.write_text(f"#!{sys.executable}\n{ENGINE}", encoding="utf-8")
    program.chmod(0o755)
    return Ferry(program, tmp_path / "ferry.toml")


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """The tree of the predecessor."""
    tree = tmp_path / "start"
    tree.mkdir()
    (tree / "steps.txt").write_text("first\n", encoding="utf-8")
    return tree


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    """Where the results go."""
    return Outputs(tmp_path / "tree", tmp_path / "report.json", tmp_path / "page.html", tmp_path / "diff")


def test_the_steps_are_applied_in_order_to_a_copy(ferry: Ferry, start: Path, outputs: Outputs) -> None:
    build_step(ferry, start, outputs, applied=["first"], apply=["second", "third"])

    assert (outputs.tree / "steps.txt").read_text(encoding="utf-8") == "first\nsecond\nthird\n"
    assert (start / "steps.txt").read_text(encoding="utf-8") == "first\n"


def test_the_report_has_all_steps_what_is_left_and_what_the_engine_says(
    ferry: Ferry, start: Path, outputs: Outputs
) -> None:
    build_step(ferry, start, outputs, applied=["first"], apply=["second", "third"])

    assert json.loads(outputs.report.read_text(encoding="utf-8")) == {
        "version": 1,
        "applied": ["first", "second", "third"],
        "sites": {"api": 2},
        "reports": [{"step": "second"}, {"step": "third"}],
    }
    assert outputs.page.read_text(encoding="utf-8") == "third"


def test_the_difference_is_against_the_predecessor(ferry: Ferry, start: Path, outputs: Outputs) -> None:
    build_step(ferry, start, outputs, applied=["first"], apply=["second"])

    assert outputs.diff.read_text(encoding="utf-8").endswith(" first\n+second\n")


def test_an_engine_that_fails_breaks_the_build_with_its_message(ferry: Ferry, start: Path, outputs: Outputs) -> None:
    with pytest.raises(FerryError, match="no such step"):
        build_step(ferry, start, outputs, applied=[], apply=["broken"])
