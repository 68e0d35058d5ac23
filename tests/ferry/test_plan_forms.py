"""`ferry plan`: proposed steps, the picture, Graphviz, Bazel."""

import ast
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ferry.conftest import SIZE, Ferry, facts
from tools.ferry.config import Config, Step
from tools.ferry.model import Blocker, Plan, StepPlan, WrongUse
from tools.ferry.plan.propose import category_names
from tools.ferry.report import plan_bazel, plan_dot, plan_svg

SVG = "{http://www.w3.org/2000/svg}"


def step(name: str, *needs: str) -> StepPlan:
    """A step that touches a file."""
    return StepPlan(name, name, "package", needs, (f"{name}.py",), (f"{name}.f",), 2)


PLAN = Plan((), (), (step("api"), step("cli"), step("services", "api", "cli"), step("store", "services")), ())


@pytest.fixture
def unplanned(tree: Path) -> Path:
    """The tree without [categories] and [[steps]], with a caller in a folder of its own."""
    config = tree / "ferry.toml"
    config.write_text(config.read_text(encoding="utf-8").partition("[categories]")[0], encoding="utf-8")
    (tree / "web").mkdir()
    caller = "from cases.size import size\n\n\ndef twice(layer):\n    return 2 * size(layer)\n"
    (tree / "web" / "pages.py").write_text(caller, encoding="utf-8")
    return tree


def test_without_steps_each_folder_becomes_one_and_callers_come_first(
    ferry: Ferry, unplanned: Path, tmp_path: Path
) -> None:
    ferry("plan", "--json", str(tmp_path / "out.json"))

    found = facts(tmp_path / "out.json")
    needs = {step["id"]: step["needs"] for step in found["steps"]}
    assert found["proposed"] is True
    assert needs["migrate_cases"] == ["migrate_web"]
    assert list(needs).index("migrate_web") < list(needs).index("migrate_cases")


def test_folders_that_call_each_other_have_an_order_all_the_same(ferry: Ferry, unplanned: Path, tmp_path: Path) -> None:
    back = SIZE.replace("persistence.count", "twice and persistence.count").replace(
        "from app", "from web.other import twice\nfrom app"
    )
    (unplanned / "web" / "other.py").write_text(SIZE.replace("size", "twice"), encoding="utf-8")
    (unplanned / "cases" / "size.py").write_text(back.replace("twice and", "twice(persistence) +"), encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    steps = {step["id"]: step["needs"] for step in facts(tmp_path / "out.json")["steps"]}
    assert {"migrate_web", "migrate_cases"} <= set(steps)
    assert not ("migrate_web" in steps["migrate_cases"] and "migrate_cases" in steps["migrate_web"])


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (["a/api", "a/cli"], ["api", "cli"]),
        (["a/api", "b/api", "b"], ["a_api", "b_api", "b"]),
        (["", "a-b"], ["top", "a_b"]),
    ],
)
def test_a_folder_is_named_by_as_much_of_its_path_as_it_takes(folders: list[str], names: list[str]) -> None:
    assert category_names(folders) == names


def test_the_picture_has_a_box_for_each_step_after_what_it_needs() -> None:
    root = ET.fromstring(plan_svg(PLAN))  # noqa: S314 - our own text

    boxes = list(root.iter(f"{SVG}rect"))
    names = [text.text for text in root.iter(f"{SVG}text") if text.get("class") is None]
    across = dict(zip(names, (int(box.get("x", "")) for box in boxes), strict=True))
    assert across["api"] == across["cli"] < across["services"] < across["store"]
    arrows = [path for path in root.iter(f"{SVG}path") if path.get("marker-end")]
    assert len(arrows) == 3


def test_blockers_of_a_step_are_not_told_by_colour_alone() -> None:
    blocker = Blocker("api/app.py", 3, "property", "reading cannot wait", "make it a method")
    blocked = replace(step("api"), files=("api/app.py",), functions=("api.app.show",) * 1200, sites=1)

    root = ET.fromstring(plan_svg(Plan((), (blocker,), (blocked,), ())))  # noqa: S314 - our own text

    [text] = [text for text in root.iter(f"{SVG}text") if text.get("class") == "small"]
    assert text.text == "1200 functions, 1 site, 1 file, 1 blocker"
    [box] = root.iter(f"{SVG}rect")
    assert int(box.get("width", "")) >= 12 + 6 * len(text.text)


def test_the_picture_needs_nothing_from_outside() -> None:
    picture = plan_svg(PLAN).replace("http://www.w3.org/2000/svg", "")

    assert "http" not in picture
    assert "prefers-color-scheme: dark" in picture


def test_graphviz_understands_its_input() -> None:
    text = plan_dot(PLAN)

    assert '"api" -> "services";' in text
    dot = shutil.which("dot")
    if dot is not None:
        subprocess.run([dot, "-Tsvg", "-o", "/dev/null"], input=text, text=True, check=True)


def tables(text: str) -> dict[str, object]:
    """Return the variables of a BUILD file."""
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def test_the_build_file_has_a_target_and_a_test_for_each_step_with_its_needs() -> None:
    steps = tuple(Step(step.id, "package", step.needs) for step in PLAN.steps)

    text = plan_bazel(PLAN, Config("app.Layer", "app.AsyncLayer", steps=steps), ["fastapi"])

    assert tables(text)["NEEDS"] == {"api": [], "cli": [], "services": ["api", "cli"], "store": ["services"]}
    assert tables(text)["PACKAGES"] == ["@pip//fastapi"]
    assert re.findall(r'":(\w+)",', text) == ["api", "cli", "services", "store"]


DELETING = (
    Step("delete", "delete", (), {"files": ("app/layer.py",)}),
    Step("exports", "exports", ("delete",), {"file": "app/__init__.py"}),
    Step("delete_tests", "delete_tests", ("delete",), {"files": ("tests/test_layer.py",)}),
    Step("create_tests", "create_tests", ("delete_tests",), {"file": "tests/test_new.py", "completed": "done/tests/"}),
)


def deleting(*steps: Step) -> str:
    """Return the BUILD file of these steps, of a tree with pytest."""
    plan = Plan((), (), tuple(StepPlan(s.id, "", s.kind, s.needs, (), (), 0) for s in steps), ())
    return plan_bazel(plan, Config("app.Layer", "app.AsyncLayer", steps=steps, path="ferry.toml"), ["pytest"])


def test_tests_of_the_deleted_facade_are_left_out_until_a_step_deletes_them() -> None:
    assert tables(deleting(*DELETING))["ORPHANS"] == {
        "delete": ["tests/test_layer.py"],
        "exports": ["tests/test_layer.py"],
    }


def test_what_a_person_completed_is_data_of_its_step_and_no_part_of_the_tree() -> None:
    assert tables(deleting(*DELETING))["COMPLETED"] == {"create_tests": "done/tests"}


def test_migrated_tests_have_the_plugin_that_runs_them() -> None:
    assert tables(deleting(*DELETING))["PACKAGES"] == ["@pip//pytest", "@pip//pytest_asyncio"]


def test_what_bazel_cannot_see_is_wrong_use() -> None:
    outside = Step("docs", "docs", (), {"files": ("README.md",), "completed": "../done"}, line=7)

    with pytest.raises(WrongUse, match=r"^ferry.toml:7: steps.completed: Bazel sees only what lies beside ferry.toml"):
        deleting(*DELETING, outside)


def test_targets_of_steps_that_are_only_proposed_are_wrong_use(
    ferry: Ferry, unplanned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ferry("plan", "--bazel") == 2

    assert "--bazel wants [[steps]]" in capsys.readouterr().err


def test_the_command_writes_all_forms(ferry: Ferry, tmp_path: Path) -> None:
    names = {form: tmp_path / f"plan.{form}" for form in ("svg", "dot", "bazel", "html")}

    ferry("plan", *(text for form, path in names.items() for text in (f"--{form}", str(path))))

    texts = {form: path.read_text(encoding="utf-8") for form, path in names.items()}
    assert "migrate_cases" in texts["svg"]
    assert texts["svg"].partition("viewBox")[2] in texts["html"]
    assert '"migrate_cases": ["update_container"]' in texts["bazel"]
    assert "digraph" in texts["dot"]
