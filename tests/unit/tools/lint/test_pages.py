"""What the Markdown pages name is there."""

import subprocess
from pathlib import Path

import pytest

from tools.lint.pages import main, missing


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with `server/app.py` and the folder `docs`."""
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "app.py").touch()
    (tmp_path / "docs").mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    monkeypatch.setenv("BUILD_WORKSPACE_DIRECTORY", str(tmp_path))
    return tmp_path


def found(checkout: Path, text: str, page: str = "docs/page.md") -> list[str]:
    (checkout / page).write_text(text)
    return list(missing(checkout, page))


@pytest.mark.parametrize(
    "text",
    [
        "[the app](../server/app.py)",
        "[a part of it](../server/app.py#main)",
        "[elsewhere](https://example.org/nothing)",
        "[on this page](#below)",
        "`server/app.py` and `server/`",
        "`/ws`, `and/or`, `server/<name>.py`, `server/*.py`, `POST /api`",
    ],
)
def test_what_is_there_or_is_no_path_is_fine(checkout: Path, text: str) -> None:
    assert found(checkout, text) == []


def test_a_link_that_leads_nowhere_is_found_with_its_line(checkout: Path) -> None:
    assert found(checkout, "Hello.\n[gone](../server/gone.py)") == [
        "docs/page.md:2: the link ../server/gone.py leads nowhere"
    ]


def test_a_path_that_is_not_there_is_found(checkout: Path) -> None:
    assert found(checkout, "See `server/gone.py`.") == ["docs/page.md:1: there is no server/gone.py"]


def test_a_path_may_start_beside_the_page(checkout: Path) -> None:
    (checkout / "docs" / "images").mkdir()

    assert found(checkout, "See `images/`.") == []


def test_every_decision_is_listed(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "docs" / "adr").mkdir()
    (checkout / "docs" / "adr" / "0001-first.md").touch()
    (checkout / "docs" / "adr" / "0002-second.md").touch()
    (checkout / "docs" / "adr" / "README.md").write_text("- [1. First](0001-first.md)\n")

    assert main() == 1
    assert capsys.readouterr().out == "docs/adr/README.md:1: 0002-second.md is not listed\n"


def test_a_checkout_without_faults_passes(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "README.md").write_text("See `server/app.py`.\n")

    assert main() == 0
    assert capsys.readouterr().out == ""
