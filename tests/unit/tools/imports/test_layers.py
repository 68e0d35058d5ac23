"""Who may import whom."""

from pathlib import Path

import pytest

from tools.imports.layers import RULES, Layers


@pytest.fixture
def layers() -> Layers:
    return Layers(
        may_import={"data": [], "web": ["logic"], "web/admin": ["logic", "data"], "logic": ["data"], "tests": ["*"]},
        private={"data/*/repository": ["data"]},
    )


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("logic/rules", "data/door"),
        ("logic/rules", "logic/dice"),
        ("web/admin/page", "data/door"),
        ("tests/test_web", "web/page"),
        ("data/door", "data/players/repository"),
        ("web/admin/page", "web"),
    ],
)
def test_an_import_along_the_rules_is_no_violation(layers: Layers, importer: str, imported: str) -> None:
    assert layers.violation(importer, imported) is None


def test_an_import_against_the_rules_names_what_is_allowed(layers: Layers) -> None:
    assert layers.violation("data/door", "logic/rules") == "data may import no other layer"
    assert layers.violation("web/page", "data/door") == "web may import logic"


def test_a_layer_inside_another_does_not_inherit_its_imports(layers: Layers) -> None:
    assert layers.violation("web/page", "web/admin/page") == "web may import logic"


def test_a_private_module_is_closed_even_to_those_who_may_import_its_layer(layers: Layers) -> None:
    violation = layers.violation("tests/test_web", "data/players/repository")

    assert violation == "only data may import data/*/repository"


def test_a_file_in_no_layer_is_a_violation(layers: Layers) -> None:
    violation = layers.violation("elsewhere/a", "data/door")

    assert violation is not None
    assert "elsewhere/a is in no layer" in violation


def test_a_folder_whose_name_starts_like_a_layer_is_not_in_it(layers: Layers) -> None:
    assert layers.violation("database/a", "data/door") is not None


def test_the_rules_of_this_repository_keep_persistence_free_of_the_server() -> None:
    layers = Layers.load(RULES)

    assert layers.violation("persistence/layer", "server/app/settings") is not None
    assert layers.violation("server/services/accounts", "persistence/layer") is None
    assert layers.violation("server/services/accounts", "persistence/players/repository") is not None


def test_rules_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "layers.toml").write_text('[may_import]\n"a" = ["b"]\n"b" = []\n')

    layers = Layers.load(tmp_path / "layers.toml")

    assert layers.violation("a/x", "b/y") is None
    assert layers.violation("b/y", "a/x") is not None
