"""`ferry.toml`: what is wrong is named with file, line and key."""

from pathlib import Path

import pytest

from tools.ferry.config import ConfigError, read_config

GOOD = """\
version = 1

[facade]
class = "app.layer.Layer"

[target]
class = "app.async_layer.AsyncLayer"

[categories]
tests = ["tests"]
api = ["app/api", "app/routes.py"]

[[steps]]
id = "first"
kind = "identify"

[[steps]]
id = "second"
kind = "package"
category = "api"
needs = ["first"]
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    """Return the complaints about a configuration, without its path."""
    path = tmp_path / "ferry.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    return [problem.replace(str(path), "ferry.toml") for problem in caught.value.problems]


def test_a_good_configuration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ferry.toml"
    path.write_text(GOOD, encoding="utf-8")

    config = read_config(path)

    assert config.facade == "app.layer.Layer"
    assert [step.id for step in config.steps] == ["first", "second"]
    assert config.steps[1].categories == ("api",)


@pytest.mark.parametrize(
    ("file", "category"),
    [("app/api/x.py", "api"), ("app/routes.py", "api"), ("app/apis.py", "other"), ("tests/app/api/test_x.py", "tests")],
)
def test_a_file_has_the_first_category_that_covers_it(tmp_path: Path, file: str, category: str) -> None:
    path = tmp_path / "ferry.toml"
    path.write_text(GOOD, encoding="utf-8")

    assert read_config(path).category_of(file) == category


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("version = 1", "version = 2", "ferry.toml:1: version: must be 1, is 2"),
        ('class = "app.layer.Layer"', 'clas = "x"', "ferry.toml:4: facade.clas: unknown key"),
        ('"app.layer.Layer"', '"Layer"', "ferry.toml:4: facade.class: must be a dotted name"),
        ('kind = "identify"', 'kind = "identity"', "ferry.toml:15: steps.kind: must be one of"),
        ('needs = ["first"]', 'needs = ["third"]', "ferry.toml:21: steps.needs: 'third' is not the id of an earlier"),
        ('category = "api"', 'category = "web"', "ferry.toml:20: steps.category: 'web' is not a key of [categories]"),
        ('id = "second"', 'id = "first"', "ferry.toml:18: steps.id: 'first' is the id of an earlier step"),
        ('category = "api"', 'file = "x"', "ferry.toml:20: steps.file: unknown key"),
        ('kind = "identify"', 'kind = "delete"\nfiles = ["../x"]', "ferry.toml:16: steps.files: '../x' leads out of"),
        ('kind = "identify"', 'kind = "exports"\nfile = "/x.py"', "ferry.toml:16: steps.file: '/x.py' leads out of"),
        ('tests = ["tests"]', 'tests = "tests"', "ferry.toml:10: categories.tests: must be a list of strings"),
        ("version = 1", "version = true", "ferry.toml:1: version: must be 1, is True"),
        ('kind = "identify"', 'kind = ["identify"]', "ferry.toml:15: steps.kind: must be one of"),
        ('id = "second"', "id = 2", "ferry.toml:18: steps.id: must be a word such as 'migrate_api', is 2"),
        ('id = "second"', 'id = "-x"', "ferry.toml:18: steps.id: must be a word such as 'migrate_api', is '-x'"),
        ('category = "api"', "category = 3", "ferry.toml:20: steps.category: must be a list of strings"),
        ('kind = "identify"', 'kind = "delete"\nfiles = 3', "ferry.toml:16: steps.files: must be a list of strings"),
        ('kind = "identify"', 'kind = "exports"\nfile = ["x.py"]', "ferry.toml:16: steps.file: must be a string"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    found = problems(tmp_path, GOOD.replace(old, new, 1))

    assert any(problem.startswith(complaint) for problem in found), found


def test_steps_that_are_no_tables_are_named(tmp_path: Path) -> None:
    text = 'steps = ["first"]\n' + GOOD.partition("[[steps]]")[0]

    assert any(p.startswith("ferry.toml:1: steps: must be an array of tables") for p in problems(tmp_path, text))


def test_a_mark_of_the_encoding_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "ferry.toml"
    path.write_text("\ufeff" + GOOD, encoding="utf-8")

    assert read_config(path).facade == "app.layer.Layer"


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("version = 1", "version = 3").replace("identify", "identity"))

    assert len(found) == 2


@pytest.mark.parametrize(("text", "line"), [("version = \n", 1), ("version = 1\nroots = ", 2), ("version = [\n\n", 1)])
def test_broken_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    [problem] = problems(tmp_path, text)

    assert problem.startswith(f"ferry.toml:{line}: ")


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file; `ferry init` writes a first one"):
        read_config(tmp_path / "ferry.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "ferry.toml").write_bytes(b"version = 1 # caf\xe9")

    with pytest.raises(ConfigError, match=r"ferry\.toml: not UTF-8 text"):
        read_config(tmp_path / "ferry.toml")
