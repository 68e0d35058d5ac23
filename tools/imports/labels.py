"""Bazel labels as text: one canonical form to compare, and the short one to write."""


def canonical(label: str, package: str) -> str:
    """Return a label as Bazel's query prints it: `:a` in package `x/y` is `//x/y:a`, and `//x/y` is `//x/y:y`.

    `package` is the folder of the BUILD file that holds the label.
    """
    if label.startswith(":"):
        return f"//{package}{label}"
    if "//" not in label:
        return f"//{package}:{label}"
    if ":" in label:
        return label
    repository, _, path = label.partition("//")
    name = path.rsplit("/", 1)[-1] or repository.lstrip("@")
    return f"{label}:{name}"


def short(label: str, package: str = "") -> str:
    """Return a canonical label as one writes it in the BUILD file of `package`."""
    prefix, _, name = label.partition(":")
    if package and prefix == f"//{package}":
        return f":{name}"
    return prefix if prefix.rsplit("/", 1)[-1] == name else label


def package_of(label: str) -> str:
    """Return the folder that a canonical label of this repository lies in: `x/y` for `//x/y:a`."""
    return label.partition(":")[0].removeprefix("//")


def path_of(label: str) -> str | None:
    """Return the path of the source file that a label names; `None` when it lies in another repository."""
    if not label.startswith("//"):
        return None
    package, _, name = label.removeprefix("//").partition(":")
    return f"{package}/{name}" if package else name
