"""The file of floors."""

from pathlib import Path

import pytest

from tools.coverage.floors import FloorsError, load_floors


def written(folder: Path, text: str) -> Path:
    file = folder / "floors.toml"
    file.write_text(text)
    return file


def test_an_exempt_file_is_not_counted(tmp_path: Path) -> None:
    floors = load_floors(written(tmp_path, '[floor]\ntotal = 80\n[exempt]\n"server/a.py" = "why"\n"tools/b/" = "why"'))

    assert [floors.counts(path) for path in ("server/a.py", "server/ab.py", "tools/b/c.py")] == [False, True, False]


def test_folders_have_floors_of_their_own(tmp_path: Path) -> None:
    floors = load_floors(written(tmp_path, '[floor]\ntotal = 80\n"server/" = 90\n'))

    assert (floors.total, floors.folders) == (80, {"server/": 90})
    with pytest.raises(FloorsError, match=r"floor\.server is neither the total nor a folder"):
        load_floors(written(tmp_path, "[floor]\ntotal = 80\nserver = 90\n"))


@pytest.mark.parametrize(
    "floor",
    ["", "total = 0", "total = 101", "total = 79.5", 'total = "80"', 'total = 80\n"server/" = 0'],
)
def test_a_floor_is_a_whole_percentage(tmp_path: Path, floor: str) -> None:
    with pytest.raises(FloorsError, match="not a whole number from 1 to 100"):
        load_floors(written(tmp_path, f"[floor]\n{floor}\n"))


def test_an_exemption_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=r"the exemption of server/a.py has no reason"):
        load_floors(written(tmp_path, '[floor]\ntotal = 80\n[exempt]\n"server/a.py" = " "\n'))
