"""How the assembled Bazel is started."""

import os
import subprocess
from pathlib import Path

import pytest

from tools.bazelw.debian.configuration import write_configuration


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """What the packages hold, as far as the configuration looks at it."""
    root = tmp_path / "entry it's"
    (root / "usr/share/bazel/rules/python").mkdir(parents=True)
    (root / "etc/bazel").mkdir(parents=True)
    (root / "etc/bazel/bazelrc").write_text(
        "startup --install_base=/usr/share/bazel\n"
        "common --override_module=rules_python=/usr/share/bazel/rules/python\n"
        "common --override_module=rules_java=/usr/share/bazel/rules/java\n"
    )
    return root


def test_both_modes_take_what_the_packages_hold(build: Path) -> None:
    write_configuration(build, Path("/cache/entry"))

    rc = (build / "bazelrc").read_text().splitlines()
    place = "/cache/entry/usr/share/bazel/rules/python"
    assert f'common "--override_module=rules_python={place}"' in rc
    assert f'common:workspace "--override_repository=rules_python={place}"' in rc
    assert not any("rules_java" in line for line in rc), "not among the packages"


def test_modules_that_nobody_uses_are_empty_ones(build: Path) -> None:
    write_configuration(build, Path("/cache/entry"))

    assert 'common "--override_module=zlib=/cache/entry/modules/zlib"' in (build / "bazelrc").read_text()
    assert (build / "modules/zlib/MODULE.bazel").read_text() == 'module(name = "zlib")\n'


def test_the_script_starts_bazel_from_a_folder_with_any_name(build: Path) -> None:
    write_configuration(build, build)
    program = build / "usr/bin/bazel"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)

    arguments = subprocess.check_output([build / "bazel", "test", "//a b:c"], text=True).splitlines()

    assert f"--bazelrc={build}/bazelrc" in arguments
    assert f"--server_javabase={build}/java" in arguments
    assert arguments[-2:] == ["test", "//a b:c"]
    assert os.access(build / "bazel", os.X_OK)
