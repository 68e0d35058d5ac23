"""Bad input: a clear message with file and line, exit code 2, and a tree that stays as it was."""

import errno
import os
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import SIZE, Ferry

Text = pytest.CaptureFixture[str]


def contents(tree: Path) -> dict[str, bytes]:
    """Return every file of the tree."""
    return {str(path): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def assert_refused(ferry: Ferry, tree: Path, capsys: Text, *complaints: str) -> None:
    """The command that writes ends with 2, says all that is wrong, and changes nothing."""
    before = contents(tree)

    assert ferry("apply", "migrate_cases") == 2

    error = capsys.readouterr().err
    assert [complaint for complaint in complaints if complaint not in error] == []
    assert contents(tree) == before


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"x = 1\ndef f(:\n", "cases/bad.py:2: does not parse: invalid syntax"),
        (b"x = 1\n\tif x:\n", "cases/bad.py:2: does not parse: unexpected indent"),
        (b"if x:\n\ty = 1\n        z = 2\n", "cases/bad.py:3: does not parse: inconsistent use of tabs"),
        (b"x = 1\nname = '\xe9'\n", "cases/bad.py:2: not utf-8 text"),
        (b"# coding: klingon\n", "cases/bad.py:1: unknown encoding"),
        (b"x = 1\n'\x00'\n", "cases/bad.py:2: does not parse: source code string cannot contain null bytes"),
        (b"x = " + b"(" * 300 + b")" * 300, "cases/bad.py:1: does not parse"),
    ],
    ids=["syntax", "indent", "tabs and blanks", "latin-1 unsaid", "unknown coding", "null byte", "too deep"],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, content: bytes, complaint: str
) -> None:
    (tree / "cases" / "bad.py").write_bytes(content)

    assert_refused(ferry, tree, capsys, complaint, "leave them out with `exclude`")


def test_verify_names_the_line_of_a_null_byte(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "bad.py").write_bytes(b"x = 1\n'\x00'\n")

    assert ferry("verify", "--no-mypy") == 1

    assert "cases/bad.py:2:1: unreadable: source code with a null byte" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["plan"], ["verify", "--no-mypy"]])
def test_what_does_not_parse_may_be_code_of_a_newer_python(
    ferry: Ferry, tree: Path, capsys: Text, command: list[str]
) -> None:
    (tree / "cases" / "newer.py").write_text("def f[*](x): ...\n", encoding="utf-8")

    assert ferry(*command) in {1, 2}

    said = capsys.readouterr()
    assert "cases/newer.py:1" in said.out + said.err
    assert f"{sys.version_info[0]}.{sys.version_info[1]}: " in said.out + said.err
    assert "needs ferry on" in said.out + said.err


@pytest.mark.parametrize("command", ["inventory", "plan", "status", "explain size"])
def test_no_command_passes_over_a_bad_file(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")

    assert ferry(*command.split()) == 2

    assert "cases/bad.py:1: does not parse" in capsys.readouterr().err


def test_all_bad_files_are_named_at_once(ferry: Ferry, tree: Path, capsys: Text) -> None:
    for name in ("one", "two"):
        (tree / "cases" / f"{name}.py").write_text("def\n", encoding="utf-8")

    assert_refused(ferry, tree, capsys, "cases/one.py:1", "cases/two.py:1")


def test_a_link_to_nowhere_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "gone.py").symlink_to(tree / "nowhere.py")

    assert_refused(ferry, tree, capsys, "cases/gone.py:1: cannot be read: No such file or directory")


def test_a_link_to_itself_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "loop.py").symlink_to(tree / "cases" / "loop.py")

    assert ferry("plan") == 2

    assert "cases/loop.py:1: cannot be read: Too many levels of symbolic links" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["plan", "verify --no-mypy"])
def test_a_name_with_a_line_break_is_refused(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "two\nlines.py").write_text("X = 1\n", encoding="utf-8")

    assert ferry(*command.split()) in {1, 2}

    said = capsys.readouterr()
    assert [line for line in (said.out + said.err).splitlines() if "'cases/two\\nlines.py':1" in line]
    assert "its name has a line break; rename it" in said.out + said.err


@pytest.fixture
def closed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the tree that may not be read, also where the tests run as a user who may read all."""
    folder = tree / "cases" / "closed"
    folder.mkdir()
    scandir = os.scandir

    def refused(path: str | int) -> object:
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    return folder


@pytest.mark.usefixtures("closed")
def test_a_folder_that_cannot_be_read_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")

    assert_refused(ferry, tree, capsys, "cases/closed: cannot be read: Permission denied", "cases/bad.py:1")


@pytest.mark.usefixtures("closed")
def test_verify_names_a_folder_that_it_cannot_read(ferry: Ferry, capsys: Text) -> None:
    assert ferry("verify", "--no-mypy") == 1

    assert "cases/closed:1:1: unreadable: Permission denied" in capsys.readouterr().out


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("command", [["inventory"], ["verify", "--no-mypy"]])
def test_a_folder_that_is_excluded_is_not_read(ferry: Ferry, tree: Path, command: list[str]) -> None:
    path = tree / "ferry.toml"
    path.write_text('exclude = ["cases/closed/"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert ferry(*command) == 0


@pytest.mark.parametrize("command", [["inventory"], ["verify", "--no-mypy"]])
def test_a_pipe_in_the_tree_is_no_file_of_it(ferry: Ferry, tree: Path, command: list[str]) -> None:
    os.mkfifo(tree / "cases" / "pipe.py")
    os.mkfifo(tree / "pipe.md")

    assert ferry(*command) == 0


@pytest.fixture
def cached(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache is on, as it is for everybody who sets nothing."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", ["inventory", "plan"])
def test_a_link_to_nowhere_is_named_with_the_cache_on(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "gone.py").symlink_to(tree / "nowhere.py")

    assert ferry(command) == 2

    assert "cases/gone.py:1: cannot be read: No such file or directory" in capsys.readouterr().err


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", ["inventory", "plan"])
def test_a_missing_configuration_is_named_with_the_cache_on(
    ferry: Ferry, tree: Path, capsys: Text, command: str
) -> None:
    (tree / "ferry.toml").unlink()

    assert ferry(command) == 2

    assert "ferry.toml: there is no such file; `ferry init` writes a first one" in capsys.readouterr().err


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", [["inventory"], ["plan"], ["verify", "--no-mypy"]])
def test_a_link_to_a_folder_is_not_followed_and_named_once(
    ferry: Ferry, tree: Path, capsys: Text, command: list[str]
) -> None:
    ferry(*command)
    assert capsys.readouterr().err == ""
    (tree / "cases" / "more").symlink_to(tree / "app")

    for _ in range(2):
        ferry(*command)
        assert capsys.readouterr().err == "note: links to folders are not followed: cases/more\n"


@pytest.mark.usefixtures("cached")
def test_a_document_that_is_a_link_to_nowhere_does_not_matter(ferry: Ferry, tree: Path) -> None:
    (tree / "NOTES.md").symlink_to(tree / "nowhere.md")

    assert ferry("inventory") == 0


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        (
            "app.persistence.async_layer.AsyncPersistenceLayer",
            "app.Nope",
            "target.class: the tree has no class app.Nope",
        ),
        (
            "get_player_by_id",
            "nope",
            "methods.get_player: app.persistence.async_layer.AsyncPersistenceLayer has no method",
        ),
    ],
    ids=["class", "method"],
)
def test_verify_names_what_the_async_class_is_not(
    ferry: Ferry, tree: Path, capsys: Text, written: str, instead: str, complaint: str
) -> None:
    config = tree / "ferry.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(f'"{written}"', f'"{instead}"'), encoding="utf-8")

    assert ferry("verify", "--no-mypy") == 2

    assert complaint in capsys.readouterr().err


def test_a_bad_file_that_is_excluded_does_not_matter(ferry: Ferry, tree: Path) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")
    path = tree / "ferry.toml"
    path.write_text('exclude = ["cases/bad.py"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("version = 1", 'version = 1\nroots = ["src"]', "ferry.toml:2: roots: the tree has no folder src"),
        ("stay_sync", "stays_sync", "ferry.toml:10: target.stays_sync: unknown key; do you mean stay_sync?"),
        (
            "layer.PersistenceLayer",
            "layer.PersistanceLayer",
            "ferry.toml:4: facade.class: the tree has no class app.persistence.layer.PersistanceLayer "
            "(do you mean app.persistence.layer.PersistenceLayer?)",
        ),
        (
            "app.persistence.async_layer.AsyncPersistenceLayer",
            "app.async_layer.AsyncPersistenceLayer",
            "ferry.toml:9: target.class: the tree has no class app.async_layer.AsyncPersistenceLayer (do you mean app",
        ),
        (
            'get_player = "get_player_by_id"',
            'get_player = "get_player_by_idd"',
            "ferry.toml:17: methods.get_player: app.persistence.async_layer.AsyncPersistenceLayer has no method "
            "get_player_by_idd (do you mean get_player_by_id?)",
        ),
        (
            'get_player = "get_player_by_id"',
            'get_plyer = "get_player_by_id"',
            "ferry.toml:17: methods.get_plyer: app.persistence.layer.PersistenceLayer has no method get_plyer "
            "(do you mean get_player?)",
        ),
        (
            '["room_names"]',
            '["count_players"]',
            "ferry.toml:10: target.stay_sync: app.persistence.async_layer.AsyncPersistenceLayer.count_players is async",
        ),
        (
            '"app.persistence.async_layer.reset_async_persistence"',
            '"app.persistence.async_layer.AsyncPersistenceLayer.close"',
            "ferry.toml:14: target.accessors.app.persistence.layer.reset_persistence: "
            "app.persistence.async_layer.AsyncPersistenceLayer.close is async; a companion is called as it was",
        ),
        ('["room_names"]', '["rooms"]', "ferry.toml:10: target.stay_sync: app.persistence.async_layer.AsyncPersi"),
        (
            'accessors = ["app.persistence.layer.get_persistence"]',
            'accessors = ["app.persistence.layer.get_layer"]',
            "ferry.toml:5: facade.accessors: the tree has no function app.persistence.layer.get_layer",
        ),
        (
            '"app.persistence.async_layer.get_async_persistence"',
            '"app.persistence.async_layer.get_async"',
            "ferry.toml:13: target.accessors.app.persistence.layer.get_persistence: the tree has no function app.pers",
        ),
        ("container.ApplicationContainer", "container.Container", "ferry.toml:30: steps.class: the tree has no class"),
    ],
)
def test_a_name_in_the_configuration_that_the_tree_has_not_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, old: str, new: str, complaint: str
) -> None:
    path = tree / "ferry.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert_refused(ferry, tree, capsys, complaint)


TWINS = """\
from_facade = "app.persistence.async_layer.to_async"

[target.classes]
"app.persistence.layer.FileLayer" = "app.persistence.async_layer.AsyncFileLayer"

"""


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("to_async", "as_async", "11: target.from_facade: the tree has no function app.persistence.async_layer.as_as"),
        (
            "async_layer.to_async",
            "async_layer.AsyncFileLayer",
            "11: target.from_facade: app.persistence.async_layer.AsyncFileLayer is a class; a function is wanted",
        ),
        (
            "layer.FileLayer",
            "layer.FilesLayer",
            "14: target.classes.app.persistence.layer.FilesLayer: the tree has no class "
            "app.persistence.layer.FilesLayer (do you mean app.persistence.layer.FileLayer?)",
        ),
        ("AsyncFileLayer", "AsyncFilesLayer", "the tree has no class app.persistence.async_layer.AsyncFilesLayer (do"),
        (
            "app.persistence.layer.FileLayer",
            "app.models.Player",
            "14: target.classes.app.models.Player: app.models.Player neither derives from app.persistence.layer.Persis",
        ),
        (
            'layer.get_persistence"]',
            'layer._layer"]',
            "5: facade.accessors: app.persistence.layer._layer is a variable",
        ),
    ],
)
def test_a_counterpart_in_the_configuration_that_does_not_fit_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, old: str, new: str, complaint: str
) -> None:
    with (tree / "app/persistence/layer.py").open("a", encoding="utf-8") as layer:
        layer.write("\n\nclass FileLayer(PersistenceLayer):\n    pass\n")
    with (tree / "app/persistence/async_layer.py").open("a", encoding="utf-8") as layer:
        layer.write("\n\nclass AsyncFileLayer(AsyncPersistenceLayer):\n    pass\n\n\ndef to_async(x):\n    return x\n")
    path = tree / "ferry.toml"
    text = path.read_text(encoding="utf-8").replace("\n[target.accessors]", TWINS + "[target.accessors]", 1)
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert_refused(ferry, tree, capsys, complaint)


def test_a_facade_that_a_step_has_deleted_is_no_mistake(ferry: Ferry, tree: Path) -> None:
    path = tree / "ferry.toml"
    step = '\n[[steps]]\nid = "delete"\nkind = "delete"\nfiles = ["app/persistence/layer.py"]\n'
    path.write_text(path.read_text(encoding="utf-8") + step, encoding="utf-8")
    for file in ("app/persistence/layer.py", "app/container.py", "cases/size.py"):
        (tree / file).unlink()
    container = 'id = "update_container"\nkind = "container"\nclass = "app.container.ApplicationContainer"'
    text = path.read_text(encoding="utf-8").replace(container, 'id = "update_container"\nkind = "identify"')
    path.write_text(text, encoding="utf-8")

    assert ferry("inventory") == 0


@pytest.mark.parametrize("root", ["nowhere", "tree/ferry.toml"])
def test_a_tree_that_is_no_folder_is_wrong_use(tree: Path, ferry: Ferry, capsys: Text, root: str) -> None:
    assert ferry("inventory", "--root", str(tree.parent / root)) == 2

    assert "there is no such folder" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    assert ferry("inventory", "--json", str(tree / "no" / "folder.json")) == 2

    assert "folder.json: cannot be written: No such file or directory" in capsys.readouterr().err


def test_a_long_generated_file_is_only_long(ferry: Ferry, tree: Path, capsys: Text) -> None:
    lines = [f"NAME_{number} = {number} + len('{number}')" for number in range(50_000)]
    (tree / "cases" / "generated.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert "await persistence.count_players()" in (tree / "cases" / "size.py").read_text(encoding="utf-8")
    assert len((tree / "cases" / "generated.py").read_text(encoding="utf-8").splitlines()) == 50_000


def test_a_deep_expression_is_only_deep(ferry: Ferry, tree: Path) -> None:
    long_sum = " + ".join(["persistence.count_players()"] * 800)
    text = SIZE.replace("persistence.count_players()", long_sum)
    (tree / "cases" / "size.py").write_text(text, encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert (tree / "cases" / "size.py").read_text(encoding="utf-8").count("await persistence.count_players()") == 800


def test_a_folder_without_init_is_a_package_too(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "deep" / "deeper").mkdir(parents=True)
    (tree / "cases" / "deep" / "deeper" / "size.py").write_text(SIZE, encoding="utf-8")
    caller = "from cases.deep.deeper.size import size\n\n\ndef twice(layer):\n    return 2 * size(layer)\n"
    (tree / "cases" / "caller.py").write_text(caller, encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert "2 * await size(layer)" in (tree / "cases" / "caller.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("plan",), ("inventory",), ("status",), ("apply", "migrate_cases")])
def test_a_category_whose_folder_the_tree_does_not_have_gets_a_note(
    ferry: Ferry, tree: Path, capsys: Text, command: tuple[str, ...]
) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('later = ["app/later"]', 'later = ["app/latre"]'), encoding="utf-8")
    line = text.splitlines().index('later = ["app/later"]') + 1

    assert ferry(*command) in {0, 1}

    note = f"ferry.toml:{line}: categories.later: the tree has no app/latre (do you mean app/later?)\n"
    said = capsys.readouterr().err
    assert said.startswith("note: ")
    assert said.endswith(note)


def test_a_target_that_is_the_facade_itself_is_refused(ferry: Ferry, tree: Path, capsys: Text) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8")
    facade = "app.persistence.layer.PersistenceLayer"
    config.write_text(text.replace("app.persistence.async_layer.AsyncPersistenceLayer", facade), encoding="utf-8")

    assert_refused(ferry, tree, capsys, "target.class: is the facade itself")


def test_two_steps_do_not_share_a_category(ferry: Ferry, tree: Path, capsys: Text) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8")
    second = '\n[[steps]]\nid = "again"\nkind = "package"\ncategory = "cases"\n'
    config.write_text(text + second, encoding="utf-8")

    assert_refused(ferry, tree, capsys, "steps.category: 'cases' is of the step migrate_cases already")


def test_a_category_of_what_a_step_has_deleted_may_stay(ferry: Ferry, tree: Path) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8").replace("[categories]", '[categories]\nold = ["tests/old"]')
    text += '\n[[steps]]\nid = "delete_old"\nkind = "delete_tests"\nfiles = ["tests/old"]\n'
    config.write_text(text, encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0
