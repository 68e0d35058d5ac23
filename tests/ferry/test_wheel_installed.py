"""The wheel, installed by pip with what it needs from PyPI, used on a code base far from the repository.

Needs the network: `./bazelw test //tests/ferry:test_wheel_installed`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree

[WHEEL] = (Path(__file__).parents[2] / "tools" / "ferry").glob("*.whl")


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that holds nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("venv")
    # The packages of this test would count as installed there.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, env=environment)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([*pip, "install", "--quiet", str(WHEEL.resolve())], check=True, env=environment)
    subprocess.run([*pip, "check"], check=True, env=environment)
    return folder / "bin" / "ferry"


def test_a_first_round_of_a_migration(command: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    copy_tree(tree)
    (tree / "ferry.toml").unlink()

    def ferry(*arguments: str) -> subprocess.CompletedProcess[str]:
        run = [str(command), *arguments]
        done = subprocess.run(run, cwd=tree, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
        assert done.returncode in {0, 1}, done.stderr
        return done

    facade, target = "app.persistence.layer.PersistenceLayer", "app.persistence.async_layer.AsyncPersistenceLayer"
    assert "ferry 0." in ferry("--version").stdout
    ferry("init", "--facade", facade, "--target", target)
    assert "find_player" in ferry("plan").stdout
    ferry("apply", "migrate_later")
    assert "async def find_player" in (tree / "app" / "later" / "catalogue.py").read_text(encoding="utf-8")
    ferry("verify", "--migrated", "later")
    assert "migrate_later" in ferry("status").stdout
