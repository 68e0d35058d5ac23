"""The paths that the steps of `ferry.toml` name: folders, files that are missing, files that are no text."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry

Text = pytest.CaptureFixture[str]


def add_step(tree: Path, kind: str, keys: str) -> None:
    """Add a step of this kind, with its kind as id, to the configuration."""
    with (tree / "ferry.toml").open("a", encoding="utf-8") as config:
        config.write(f'\n[[steps]]\nid = "{kind}"\nkind = "{kind}"\n{keys}\n')


def test_a_folder_stands_for_the_files_below_it(ferry: Ferry, tree: Path) -> None:
    for file in ("old/test_a.py", "old/deep/test_b.py", "older/test_c.py"):
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        (tree / file).write_text("X = 1\n", encoding="utf-8")
    add_step(tree, "delete_tests", 'files = ["old"]')

    assert ferry("apply", "delete_tests") == 0

    assert [path.name for path in sorted(tree.glob("old*/**/*.py"))] == ["test_c.py"]


def test_the_facade_may_be_deleted_with_its_folder(ferry: Ferry, tree: Path) -> None:
    before = (tree / "app" / "persistence" / "layer.py").read_bytes()
    add_step(tree, "delete", 'files = ["app/persistence"]')

    assert ferry("apply", "delete") == 1

    assert (tree / "app" / "persistence" / "layer.py").read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "keys", "complaint"),
    [
        ("identify", 'document = "app"', "steps.document: app is a folder; a file is wanted"),
        ("create_tests", 'file = "app"', "steps.file: app is a folder; a file is wanted"),
        ("create_tests", 'file = "test_a.py"\ncompleted = "nosuch"', "steps.completed: there is no folder "),
        ("exports", 'file = "app/nosuch.py"', "steps.file: the tree has no module app/nosuch.py"),
    ],
)
def test_a_path_that_does_not_fit_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, kind: str, keys: str, complaint: str
) -> None:
    add_step(tree, kind, keys)
    lines = (tree / "ferry.toml").read_text(encoding="utf-8").count("\n")

    assert ferry("apply", kind) == 2

    assert f"ferry.toml:{lines}: {complaint}" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["delete", "delete_tests"])
def test_a_file_to_delete_that_is_not_there_is_noted(ferry: Ferry, tree: Path, capsys: Text, kind: str) -> None:
    add_step(tree, kind, 'files = ["app/persistance/layer.py"]')

    assert ferry("apply", kind) == 0

    assert "steps.files: the tree has no app/persistance/layer.py, or not any more" in capsys.readouterr().out


def test_an_empty_file_that_gets_exports_has_a_last_line_end(ferry: Ferry, tree: Path) -> None:
    (tree / "cases" / "__init__.py").touch()
    add_step(tree, "exports", 'file = "cases/__init__.py"')

    assert ferry("apply", "exports") == 0

    assert (tree / "cases" / "__init__.py").read_text(encoding="utf-8").endswith("reset_async_persistence\n")


@pytest.fixture
def docs(tree: Path) -> Path:
    """A folder of documents that a step brings up to date."""
    (tree / "docs").mkdir()
    add_step(tree, "docs", 'files = ["docs"]')
    return tree / "docs"


def test_a_document_keeps_its_line_ends(ferry: Ferry, docs: Path) -> None:
    (docs / "a.md").write_bytes(b"See\r\n`PersistenceLayer`.\r\n")

    assert ferry("apply", "docs") == 0

    assert (docs / "a.md").read_bytes() == b"See\r\n`AsyncPersistenceLayer`.\r\n"


def test_a_method_that_stands_alone_is_renamed_where_nothing_else_has_its_name(
    ferry: Ferry, docs: Path, tree: Path
) -> None:
    (docs / "a.md").write_text("Call `get_player(1)`, or hand `get_player` on; get_player (1)\n", encoding="utf-8")

    assert ferry("apply", "docs") == 0

    text = (docs / "a.md").read_text(encoding="utf-8")
    assert text == "Call `get_player_by_id(1)`, or hand `get_player_by_id` on; get_player (1)\n"
    (tree / "cases" / "size.py").write_text("def get_player() -> None: ...\n", encoding="utf-8")
    (docs / "a.md").write_text("Call `get_player(1)`\n", encoding="utf-8")
    assert ferry("apply", "docs", "--allow-dirty") == 0
    assert (docs / "a.md").read_text(encoding="utf-8") == "Call `get_player(1)`\n"


def test_a_method_is_renamed_after_its_class_without_parentheses_too(ferry: Ferry, docs: Path) -> None:
    (docs / "a.md").write_text("`PersistenceLayer.get_player` and `cache.get_player`\n", encoding="utf-8")

    assert ferry("apply", "docs") == 0

    written = (docs / "a.md").read_text(encoding="utf-8")
    assert written == "`AsyncPersistenceLayer.get_player_by_id` and `cache.get_player`\n"


def test_a_class_is_renamed_with_its_module_too(ferry: Ferry, docs: Path) -> None:
    (docs / "a.md").write_text("`app.persistence.layer.PersistenceLayer`\n", encoding="utf-8")

    assert ferry("apply", "docs") == 0

    written = (docs / "a.md").read_text(encoding="utf-8")
    assert written == "`app.persistence.async_layer.AsyncPersistenceLayer`\n"


def test_a_picture_beside_the_documents_stays(ferry: Ferry, docs: Path) -> None:
    (docs / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0`PersistenceLayer`")

    assert ferry("apply", "docs") == 0

    assert (docs / "logo.png").read_bytes().endswith(b"`PersistenceLayer`")


def test_a_document_in_another_encoding_is_named_with_its_line(ferry: Ferry, docs: Path, capsys: Text) -> None:
    (docs / "a.md").write_bytes(b"# one\ncaf\xe9\n")

    assert ferry("apply", "docs") == 2

    assert "docs/a.md:2: not UTF-8 text; save it as UTF-8" in capsys.readouterr().err
