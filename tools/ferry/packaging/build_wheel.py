"""Build the wheel of ferry: `build_wheel --pyproject … --readme … --license … --output X.whl MODULE…`.

In the repository the package is `tools.ferry`; an installed `tools` would be in everybody's way, so the wheel holds
`ferry`. flit_core writes the metadata and the archive, the same bytes each time.
"""

import argparse
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from flit_core.wheel import make_wheel_in

_PREFIX = "tools/ferry/"
_OLD_NAME = re.compile(r"\btools\.ferry\b")
_EARLIEST_OF_ZIP = "315532800"  # 1980-01-01


def lay_out(folder: Path, sources: Iterable[Path]) -> None:
    """Copy the sources to `folder/ferry`, under their new name."""
    for source in sources:
        inside = source.as_posix().rpartition(_PREFIX)[2]
        copy = folder / "ferry" / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        copy.write_text(_OLD_NAME.sub("ferry", text) if copy.suffix == ".py" else text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments and write the wheel."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("pyproject", "readme", "license", "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("sources", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    os.environ["SOURCE_DATE_EPOCH"] = _EARLIEST_OF_ZIP
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, options.sources)
        shutil.copyfile(options.pyproject, folder / "pyproject.toml")
        shutil.copyfile(options.readme, folder / "README.md")
        shutil.copyfile(options.license, folder / "LICENSE")
        made = make_wheel_in(folder / "pyproject.toml", folder).file
        if made.name != options.output.name:
            parser.error(f"the wheel is {made.name}, its target says {options.output.name}: give both one version")
        shutil.copyfile(made, options.output)


if __name__ == "__main__":
    main()
