"""Which package of PyPI an import name comes from."""

from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tools.imports.distributions import Distributions

Install = Callable[..., None]


@pytest.fixture
def site(tmp_path: Path) -> list[str]:
    return [str(tmp_path / "one"), str(tmp_path / "two")]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Lays out a distribution as Bazel does: in a folder of its own, without a RECORD."""

    def lay_out(folder: str, name: str, *files: str) -> None:
        metadata = tmp_path / folder / f"{name}-1.0.dist-info" / "METADATA"
        metadata.parent.mkdir(parents=True)
        metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        for file in files:
            path = tmp_path / folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    return lay_out


def test_a_package_and_its_modules_belong_to_the_distribution_that_holds_them(
    install: Install, site: list[str]
) -> None:
    install("one", "PyYAML", "yaml/__init__.py", "yaml/loader.py", "_yaml.cpython-311.so")

    found = Distributions.read(distributions(path=site))

    assert found.owner("yaml") == "pyyaml"
    assert found.owner("yaml.loader.Loader") == "pyyaml"
    assert found.owner("_yaml") == "pyyaml"


def test_dashes_and_dots_of_a_name_become_underscores_as_in_its_label(install: Install, site: list[str]) -> None:
    install("one", "pytest-asyncio", "pytest_asyncio/__init__.py")

    assert Distributions.read(distributions(path=site)).owner("pytest_asyncio") == "pytest_asyncio"


def test_modules_of_a_shared_namespace_belong_to_their_own_distributions(install: Install, site: list[str]) -> None:
    install("one", "space-a", "space/a/__init__.py")
    install("two", "space-b", "space/b.py")

    found = Distributions.read(distributions(path=site))

    assert found.owner("space.a") == "space_a"
    assert found.owner("space.b.name") == "space_b"
    assert found.owner("space") is None


def test_where_there_is_a_record_it_decides(install: Install, site: list[str], tmp_path: Path) -> None:
    install("one", "first", "first.py")
    install("one", "second", "second/__init__.py")
    (tmp_path / "one" / "first-1.0.dist-info" / "RECORD").write_text("first.py,,\n")
    (tmp_path / "one" / "second-1.0.dist-info" / "RECORD").write_text("second/__init__.py,,\n")

    found = Distributions.read(distributions(path=site))

    assert found.owner("first") == "first"
    assert found.owner("second") == "second"


def test_stubs_are_not_what_an_import_needs(install: Install, site: list[str]) -> None:
    install("one", "psutil", "psutil/__init__.py")
    install("two", "types-psutil", "psutil-stubs/__init__.pyi")

    assert Distributions.read(distributions(path=site)).owner("psutil") == "psutil"


def test_a_module_of_no_distribution_has_no_owner(site: list[str]) -> None:
    assert Distributions.read(distributions(path=site)).owner("nowhere") is None


def test_the_installed_packages_are_found() -> None:
    assert Distributions.installed().owner("pytest") == "pytest"
