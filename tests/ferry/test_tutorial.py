"""The tutorial of docs/FERRY.md: its commands are run, and print what it says."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "FERRY.md"
_FENCE = re.compile(r"^```(bash|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANYTHING = "…"


def chapter() -> str:
    """Return the tutorial."""
    return PAGE.read_text(encoding="utf-8").partition("\n## Ten minutes")[2].partition("\n## ")[0]


def blocks() -> Iterator[tuple[str, str | None]]:
    """Yield (commands, what they print or None)."""
    found = _FENCE.findall(chapter())
    for number, (kind, text) in enumerate(found):
        if kind == "bash":
            following = found[number + 1] if number + 1 < len(found) else ("", "")
            yield text, following[1] if following[0] == "text" else None


def matches(printed: str, expected: str) -> bool:
    """Tell whether the text is what is expected, where `…` stands for anything."""
    pattern = re.escape(expected).replace(re.escape(_ANYTHING), r"[\s\S]*?")
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell in which `ferry` and `python` are ours."""
    programs = tmp_path / "bin"
    programs.mkdir()
    called = "import sys; from tools.ferry.cli.main import main; sys.exit(main())"
    for name, command in (("ferry", f'{sys.executable} -c "{called}"'), ("python", sys.executable)):
        (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    author = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COVERAGE"))},
        **author,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def test_the_commands_of_the_tutorial_print_what_it_says(environment: dict[str, str], tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()

    for commands, expected in blocks():
        done = subprocess.run(
            ["bash", "-c", commands], cwd=shop, env=environment, capture_output=True, text=True, check=False
        )

        if expected is None:
            assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
        else:
            assert matches(done.stdout, expected), f"{commands}\nprinted:\n{done.stdout}{done.stderr}"

    assert "</html>" in (shop / "wall.html").read_text(encoding="utf-8")


def test_the_tutorial_uses_each_command_of_a_first_round() -> None:
    text = "".join(commands for commands, _ in blocks())

    for command in ("init", "inventory", "plan", "apply", "verify", "status"):
        assert f"ferry {command}" in text


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))

    assert len(pictures) >= 4
    assert [picture for picture in pictures if not (PAGE.parent / picture).is_file()] == []
