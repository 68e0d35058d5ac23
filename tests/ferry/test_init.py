"""`ferry init` proposes a configuration that can be used at once."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.cli.main import main
from tools.ferry.config import read_config

FACADE = "app.persistence.layer.PersistenceLayer"
TARGET = "app.persistence.async_layer.AsyncPersistenceLayer"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree without a configuration."""
    copy_tree(tmp_path)
    (tmp_path / "ferry.toml").unlink()
    return tmp_path


def init(tree: Path, *more: str, facade: str = FACADE, target: str = TARGET) -> int:
    """Run the command."""
    return main(["--quiet", "--root", str(tree), "init", "--facade", facade, "--target", target, *more])


def test_the_proposal_can_be_read_and_names_what_it_found(tree: Path) -> None:
    init(tree)

    config = read_config(tree / "ferry.toml")
    assert (config.facade, config.target) == (FACADE, TARGET)
    assert config.accessors == ("app.persistence.layer.get_persistence",)
    assert config.target_accessors == {
        "app.persistence.layer.get_persistence": "app.persistence.async_layer.get_async_persistence"
    }
    assert config.methods == {"get_player": "get_player_by_id"}
    assert config.travel == {"persistence": "async_persistence"}
    assert config.categories == {"later": ("app/later",)}


def test_what_has_no_counterpart_is_left_to_a_person(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tree) == 1

    assert "to decide: export_all" in capsys.readouterr().out


def test_a_plan_follows_from_the_proposal(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tree)

    main(["--quiet", "--root", str(tree), "plan"])

    assert "app.later.catalogue.find_player -> get_persistence().get_player" in capsys.readouterr().out


def test_a_configuration_that_is_there_stays(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "ferry.toml").write_text("mine")

    assert init(tree) == 2
    assert (tree / "ferry.toml").read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert init(tree, "--force") == 1


def test_a_class_that_is_not_there_is_wrong_use(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tree, facade="app.persistence.layer.Nothing") == 2

    assert "the tree has no class app.persistence.layer.Nothing" in capsys.readouterr().err
    assert not (tree / "ferry.toml").exists()
