"""Which target gives a module of the repository."""

import pytest

from tools.imports.modules import ModuleIndex, module_name, package_name
from tools.imports.source import Import
from tools.imports.targets import Target


@pytest.fixture
def index() -> ModuleIndex:
    return ModuleIndex(
        [
            Target("//a:program", "py_binary", srcs=("//a:b.py", "//a:main.py")),
            Target("//a:b", "py_library", srcs=("//a:b.py",)),
            Target("//a:a", "py_library", srcs=("//a:__init__.py",)),
            Target("//deep/er:c", "py_library", srcs=("//deep/er:c.py",)),
            Target("//data:files", "filegroup", srcs=("//data:d.py",)),
        ]
    )


@pytest.mark.parametrize(
    ("imported", "module"),
    [
        (Import("a.b", None, 1), "a.b"),
        (Import("a", "b", 1), "a.b"),
        (Import("a.b", "Thing", 1), "a.b"),
        (Import("a", "Thing", 1), "a"),
        (Import("deep.er", "c", 1), "deep.er.c"),
    ],
)
def test_an_import_loads_the_module_or_the_module_that_holds_the_name(
    index: ModuleIndex, imported: Import, module: str
) -> None:
    assert index.module_of(imported) == module


def test_a_module_that_no_python_target_holds_is_not_ours(index: ModuleIndex) -> None:
    assert index.module_of(Import("sqlalchemy", "select", 1)) is None
    assert index.module_of(Import("data.d", None, 1)) is None


def test_a_file_in_a_library_and_in_a_binary_is_imported_from_the_library(index: ModuleIndex) -> None:
    assert index.providers("a.b") == {"//a:b"}


def test_a_file_that_only_a_binary_holds_is_imported_from_there(index: ModuleIndex) -> None:
    assert index.providers("a.main") == {"//a:program"}


def test_a_folder_without_an_init_file_is_ours_but_nobody_holds_it(index: ModuleIndex) -> None:
    assert index.module_of(Import("deep.er", None, 1)) == "deep.er"
    assert index.providers("deep.er") == frozenset()


def test_paths_and_dotted_names() -> None:
    assert module_name("a/b.py") == "a.b"
    assert module_name("a/__init__.py") == "a"
    assert package_name("a/b/c.py") == "a.b"
