"""Where a migration stands, in the terminal and as a page."""

import json
from pathlib import Path

import pytest

from tools.migration import status, status_page


@pytest.fixture
def outputs(tmp_path: Path) -> list[str]:
    """The outputs of two steps; the second one leaves nothing of the facade."""
    reports = {
        "migrate_api": {"applied": ["identify_callers", "migrate_api"], "sites": {"services": 6, "tests": 2}},
        "delete": {"applied": ["identify_callers", "migrate_api", "delete"], "sites": {}},
    }
    for step, facts in reports.items():
        (tmp_path / f"{step}.json").write_text(json.dumps(facts), encoding="utf-8")
    return [str(tmp_path / f"{step}{suffix}") for step in reports for suffix in (".tree", ".json", ".html")]


def test_the_terminal_shows_what_each_step_left(
    outputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("BUILD_WORKSPACE_DIRECTORY", raising=False)

    status.main(["--page", str(tmp_path / "page.html"), *outputs])

    lines = capsys.readouterr().out.splitlines()
    [api] = [line.split() for line in lines if "migrate_api" in line]
    assert [word for word in api if word not in {"│", "█" * 8}] == ["migrate_api", "8", "6", "2"]
    assert lines[-2:] == [
        "2 steps built; 8 uses of the facade at the start, 0 at the end.",
        f"Page: {tmp_path / 'page.html'}",
    ]


def test_under_bazel_the_page_is_named_below_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "bazel-bin" / "migration" / "status.html"
    page.parent.mkdir(parents=True)
    page.touch()
    monkeypatch.setenv("BUILD_WORKSPACE_DIRECTORY", str(tmp_path))

    assert status.shown_path(Path("migration/status.html")) == page


def test_outputs_without_a_report_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        status.main(["--page", "page.html", "a.tree"])

    assert "no report among the outputs" in capsys.readouterr().err


def test_the_page_names_each_step_and_marks_the_one_that_left_nothing(outputs: list[str], tmp_path: Path) -> None:
    status_page.main(["--page", str(tmp_path / "page.html"), *outputs])

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h1>0 of 8 uses of the facade left</h1>" in page
    assert page.count('<th scope="row">') == 2
    assert page.count('<tr class="done">') == 1
    assert "http" not in page
