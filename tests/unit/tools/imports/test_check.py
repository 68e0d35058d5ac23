"""Declared dependencies against imports, one kind of finding at a time."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.imports.check import Checker
from tools.imports.distributions import Distributions
from tools.imports.findings import Edit, Finding, Kind
from tools.imports.layers import Layers
from tools.imports.targets import Target

LAYERS = Layers(may_import={"low": [], "high": ["low"], "tests": ["*"]}, private={})
DISTRIBUTIONS = Distributions({"yaml": {"pyyaml"}})


class Checkout:
    """A small repository: files on disk and the graph that Bazel would print for them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._targets: list[Target] = []
        self._files: list[str] = []

    def target(
        self, label: str, sources: Mapping[str, str], deps: str = "", kind: str = "py_library", added: str = ""
    ) -> None:
        """Add a target; `deps` are labels and remarks, one a line; `added` are labels that its macro adds."""
        package, _, name = label.removeprefix("//").partition(":")
        folder = self._root / package
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in sources.items():
            (folder / file).write_text(text)
            self._files.append(f"{package}/{file}")
        written = [line.strip() for line in deps.splitlines() if line.strip()]
        with (folder / "BUILD.bazel").open("a") as build_file:
            lines = "".join(f'        "{line.split()[0]}",{line[len(line.split()[0]) :]}\n' for line in written)
            build_file.write(f'{kind}(\n    name = "{name}",\n    deps = [\n{lines}    ],\n)\n')
        srcs = tuple(f"//{package}:{file}" for file in sources)
        labels = tuple(line.split()[0] for line in written) + tuple(added.split())
        self._targets.append(Target(label, kind, srcs, labels, frozenset(srcs)))

    def alias(self, label: str, actual: str) -> None:
        """Add another name for a target."""
        self._targets.append(Target(label, "alias", actual=actual))

    def findings(self, *more_files: str) -> list[Finding]:
        """Run the check."""
        return Checker(self._root, self._targets, DISTRIBUTIONS, LAYERS).check([*self._files, *more_files])


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A repository with one module, `low.base`, that others can import."""
    checkout = Checkout(tmp_path)
    checkout.target("//low:base", {"base.py": ""})
    return checkout


def test_dependencies_that_are_exactly_the_imports_are_clean(checkout: Checkout) -> None:
    source = "import sys\nimport yaml\nfrom low.base import thing\nfrom high.own import self_made"
    checkout.target("//high:top", {"top.py": source, "own.py": ""}, deps="//low:base\n@pypi//pyyaml:pyyaml")

    assert checkout.findings() == []


def test_an_import_without_a_dependency_is_missing(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "import yaml\nfrom low import base"}, deps="@pypi//pyyaml:pyyaml")

    assert checkout.findings() == [
        Finding(
            "//high:top",
            Kind.MISSING,
            "//low:base",
            "high/top.py:2 imports low.base",
            Edit("add deps //low:base", "//high:top"),
        )
    ]


def test_a_missing_package_of_pypi_is_named_by_its_label(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "from yaml import safe_load"})

    (finding,) = checkout.findings()

    assert finding.edit == Edit("add deps @pypi//pyyaml", "//high:top")


def test_a_dependency_that_is_missing_twice_is_told_once(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "import low.base", "other.py": "import low.base"})

    assert len(checkout.findings()) == 1


def test_a_dependency_without_an_import_is_superfluous(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": ""}, deps="//low:base")

    assert checkout.findings() == [
        Finding(
            "//high:top",
            Kind.SUPERFLUOUS,
            "//low:base",
            "high/BUILD.bazel:4 declares it; no source imports it",
            Edit("remove deps //low:base", "//high:top"),
        )
    ]


def test_a_superfluous_dependency_stays_for_a_reason(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": ""}, deps="//low:base  # keep: loaded by name")

    assert checkout.findings() == []


def test_keep_needs_a_reason(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": ""}, deps="//low:base  # keep")

    assert [finding.kind for finding in checkout.findings()] == [Kind.NO_REASON]


def test_what_a_macro_adds_is_neither_superfluous_nor_missing(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "import low.base"}, added="//low:base @pypi//pyyaml:pyyaml")

    assert checkout.findings() == []


def test_an_alias_serves_as_the_target_it_stands_for(checkout: Checkout) -> None:
    checkout.alias("//low:low", actual="//low:base")
    checkout.target("//high:top", {"top.py": "import low.base"}, deps="//low:low")

    assert checkout.findings() == []


def test_an_optional_import_may_be_declared_but_need_not_be(checkout: Checkout) -> None:
    source = "if TYPE_CHECKING:\n    import low.base"
    checkout.target("//high:with", {"a.py": source}, deps="//low:base")
    checkout.target("//high:without", {"b.py": source})

    assert checkout.findings() == []


def test_the_package_around_a_module_may_be_declared_but_need_not_be(checkout: Checkout) -> None:
    checkout.target("//high:high", {"__init__.py": ""})
    checkout.target("//high:with", {"a.py": ""}, deps="//high:high")
    checkout.target("//high:without", {"b.py": ""})

    assert checkout.findings() == []


def test_the_package_that_a_module_is_imported_from_may_be_declared(checkout: Checkout) -> None:
    checkout.target("//low:low", {"__init__.py": ""})
    checkout.target("//high:top", {"top.py": "from low import base"}, deps="//low:base\n//low:low")

    assert checkout.findings() == []


def test_an_import_that_nothing_provides_is_unknown(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "import nowhere"})

    (finding,) = checkout.findings()

    assert (finding.kind, finding.subject) == (Kind.UNKNOWN, "nowhere")


def test_an_import_against_the_layers_is_forbidden_even_when_it_is_declared(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": ""})
    checkout.target("//low:climber", {"climber.py": "import high.top"}, deps="//high:top")

    (finding,) = checkout.findings()

    assert finding.kind is Kind.FORBIDDEN
    assert finding.evidence == "low/climber.py:1 imports high.top; low may import no other layer"


def test_a_test_needs_every_conftest_above_it(checkout: Checkout) -> None:
    checkout.target("//tests:conftest", {"conftest.py": ""})
    checkout.target("//tests/a:conftest", {"conftest.py": ""})
    checkout.target("//tests/a:test_a", {"test_a.py": ""}, deps="//tests/a:conftest", kind="py_test")

    assert [(finding.kind, finding.subject) for finding in checkout.findings()] == [(Kind.MISSING, "//tests:conftest")]


def test_a_file_in_no_target_is_found(checkout: Checkout) -> None:
    assert checkout.findings("low/forgotten.py") == [
        Finding("low/forgotten.py", Kind.NO_TARGET, "low/forgotten.py", "add it to the srcs of a target, or delete it")
    ]


def test_a_file_that_python_cannot_read_is_found(checkout: Checkout) -> None:
    checkout.target("//high:top", {"top.py": "def"})

    (finding,) = checkout.findings()

    assert finding.kind is Kind.UNREADABLE
    assert finding.evidence.startswith("high/top.py:1 ")
