"""A configuration that does not fit the tree: what does not is named with its line, and nothing is changed."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry
from tests.ferry.refusals import assert_refused
from tools.ferry.cli.main import main

Text = pytest.CaptureFixture[str]


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
        (
            "get_player_by_id",
            'x"\nget_plyer = "get_player_by_id',
            "methods.get_plyer: app.persistence.layer.Persistence",
        ),
    ],
    ids=["class", "method", "facade's method"],
)
def test_verify_names_what_the_two_classes_are_not(
    ferry: Ferry, tree: Path, capsys: Text, written: str, instead: str, complaint: str
) -> None:
    config = tree / "ferry.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(f'"{written}"', f'"{instead}"'), encoding="utf-8")

    assert ferry("verify", "--no-mypy") == 2

    assert complaint in capsys.readouterr().err


def test_verify_says_when_the_facade_is_not_there_though_no_step_deleted_it(
    ferry: Ferry, tree: Path, capsys: Text
) -> None:
    config, layer = tree / "ferry.toml", tree / "app" / "persistence" / "layer.py"
    text = config.read_text(encoding="utf-8").replace("layer.PersistenceLayer", "layer.PersistanceLayer")
    missing = "facade.class: the tree has no class app.persistence.layer.PersistanceLayer"

    config.write_text(text, encoding="utf-8")
    ferry("verify", "--no-mypy")
    assert missing in capsys.readouterr().err

    layer.unlink()
    deleting = '\n[[steps]]\nid = "gone"\nkind = "delete"\nfiles = ["app/persistence/layer.py"]\n'
    config.write_text(f"{text}{deleting}", encoding="utf-8")
    ferry("verify", "--no-mypy")
    assert missing not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["plan", "verify"])
def test_a_method_may_be_named_by_a_second_name_that_its_class_gives_it(tmp_path: Path, command: str) -> None:
    (tmp_path / "store.py").write_text("class Store:\n    def load(self): ...\n\n    fetch = load\n", encoding="utf-8")
    (tmp_path / "aio.py").write_text(
        "class AsyncStore:\n    async def load(self): ...\n\n    fetch_now = load\n", encoding="utf-8"
    )
    (tmp_path / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "store.Store"\n[target]\nclass = "aio.AsyncStore"\n'
        '[methods]\nfetch = "fetch_now"\n',
        encoding="utf-8",
    )

    assert main(["--quiet", "--root", str(tmp_path), command]) == 0


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("version = 1", 'version = 1\nroots = ["src"]', "ferry.toml:2: roots: the tree has no folder src"),
        ("version = 1", 'version = 1\nroots = ["../.."]', "ferry.toml:2: roots: '../..' leads out of the tree; a path"),
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
        (
            'layer.get_persistence"]',
            'layer.session"]',
            "5: facade.accessors: app.persistence.layer.session yields the facade, an accessor returns it; move it",
        ),
    ],
)
def test_a_counterpart_in_the_configuration_that_does_not_fit_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, old: str, new: str, complaint: str
) -> None:
    with (tree / "app/persistence/layer.py").open("a", encoding="utf-8") as layer:
        layer.write("\n\nclass FileLayer(PersistenceLayer):\n    pass\n")
        layer.write("\n\n@contextmanager\ndef session():\n    yield PersistenceLayer()\n")
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


def test_an_attribute_of_a_holder_has_to_be_set_where_a_step_can_set_its_twin(
    ferry: Ferry, tree: Path, capsys: Text
) -> None:
    """Code that reads it would be switched to a name that nothing sets."""
    container = tree / "app" / "container.py"
    field = "@dataclass\nclass ApplicationContainer:\n    persistence: PersistenceLayer\n"
    imports = "from dataclasses import dataclass\n\nfrom app.persistence.layer import PersistenceLayer\n\n\n"
    container.write_text(imports + field, encoding="utf-8")

    assert_refused(
        ferry,
        tree,
        capsys,
        "ferry.toml:20: travel.persistence: no step can set async_persistence beside persistence at "
        "app/container.py:8: it is a field, or belongs to the class itself; set it there by hand",
    )


def test_a_twin_that_is_set_by_hand_needs_no_step(ferry: Ferry, tree: Path) -> None:
    container = tree / "app" / "container.py"
    fields = "    persistence: PersistenceLayer\n    async_persistence: AsyncPersistenceLayer\n"
    imports = "from dataclasses import dataclass\n\nfrom app.persistence.async_layer import AsyncPersistenceLayer\n"
    imports += "from app.persistence.layer import PersistenceLayer\n\n\n"
    container.write_text(f"{imports}@dataclass\nclass ApplicationContainer:\n{fields}", encoding="utf-8")

    assert ferry("inventory") in {0, 1}


def test_a_travel_attribute_that_no_code_names_gets_a_note(ferry: Ferry, tree: Path, capsys: Text) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8").replace("[travel]\n", '[travel]\nrepository = "async_repository"\n')
    config.write_text(text, encoding="utf-8")
    line = text.splitlines().index('repository = "async_repository"') + 1

    assert ferry("plan") in {0, 1}

    notes = [said for said in capsys.readouterr().err.splitlines() if "travel" in said]
    assert len(notes) == 1
    assert notes[0].endswith(f"ferry.toml:{line}: travel.repository: no code of the tree has an attribute repository")
