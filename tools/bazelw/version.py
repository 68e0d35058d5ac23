"""Version numbers of Bazel, and which of them fit."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tools.bazelw.errors import LauncherError

# A release, perhaps repackaged ("7.7.1- (@non-git)", "7.7.1+ds-8"); no candidate ("7.7.1rc2", "7.0.0-pre.20230906").
_RELEASE = re.compile(r"(?<![\d.])(\d+)\.(\d+)\.(\d+)(?![\w.]|-pre)")


@dataclass(frozen=True)
class Version:
    """A released version of Bazel."""

    major: int
    minor: int
    patch: int

    @classmethod
    def find(cls, text: str) -> Self | None:
        """Returns the first release number in `text`, or None when there is none."""
        found = _RELEASE.search(text)
        return cls(*map(int, found.groups())) if found else None

    def fits(self, wanted: "Version") -> bool:
        """Says whether this one may stand in for `wanted`: the same minor release, and no older patch of it."""
        return (self.major, self.minor) == (wanted.major, wanted.minor) and self.patch >= wanted.patch

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def wanted_version(workspace: Path) -> Version:
    """Reads the version that `.bazelversion` in `workspace` asks for."""
    file = workspace / ".bazelversion"
    try:
        text = file.read_text().strip()
    except OSError as error:
        raise LauncherError(f"{file} cannot be read: {error.strerror}") from error
    version = Version.find(text)
    if version is None or str(version) != text:
        raise LauncherError(f"{file} says {text!r}; it has to hold one released version, such as 7.7.1")
    return version
