"""The jars that Debian's Bazel server is started with."""

import zipfile
from pathlib import Path, PurePosixPath

_BAZEL = Path("usr/share/bazel")
_LISTING = _BAZEL / "bazel_classpath_debian_depends.txt"
_LABEL_JAR = _BAZEL / "label.jar"


def relocate_class_path(build: Path, entry: Path) -> None:
    """Rewrites the list of jars in `build`, which names places of an installed system, for the folder `entry`."""
    listing = build / _LISTING
    jars = complete_class_path(listing.read_text().replace(":", "\n").split(), build)
    _write_label_jar(build)
    listing.write_text("".join(f"{entry}{jar}\n" for jar in [f"/{_LABEL_JAR}", *jars]))


def complete_class_path(jars: list[str], root: Path) -> list[str]:
    """Returns those of `jars` that exist below `root`, and all that they ask for, as paths on an installed system.

    A jar asks for others in its manifest; Debian's list relies on that, but the server reads the list alone.
    """
    waiting = list(jars)
    complete: dict[str, None] = {}
    while waiting:
        jar = waiting.pop(0)
        file = root / jar.lstrip("/")
        if jar in complete or not file.exists():
            continue
        complete[jar] = None
        waiting += [_resolve(PurePosixPath(jar).parent, name) for name in _manifest_class_path(file)]
    return list(complete)


def _resolve(folder: PurePosixPath, name: str) -> str:
    """Returns the absolute path of `name`, which a jar in `folder` gives relative to itself, without `..`."""
    parts: list[str] = []
    for part in (folder / name).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return str(PurePosixPath(*parts))


def _manifest_class_path(jar: Path) -> list[str]:
    """Returns the jars in the `Class-Path` of the manifest of `jar`."""
    try:
        manifest = zipfile.ZipFile(jar).read("META-INF/MANIFEST.MF").decode()
    except KeyError:
        return []
    # A manifest breaks lines after 72 bytes; a continuation starts with a space.
    lines = manifest.replace("\r", "").replace("\n ", "").split("\n")
    names = [name for line in lines if line.startswith("Class-Path:") for name in line.split()[1:]]
    return [name for name in names if name.endswith(".jar")]


def _write_label_jar(build: Path) -> None:
    """Tells the server its version, which Debian's package leaves out: `bazel version` would be an error."""
    label = (build / _BAZEL / "build-label.txt").read_text().strip()
    with zipfile.ZipFile(build / _LABEL_JAR, "w") as jar:
        jar.writestr("build-data.properties", f"build.label={label}\n")
