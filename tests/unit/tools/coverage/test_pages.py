"""The table and the HTML pages."""

from pathlib import Path

from tools.coverage.lcov import FileCoverage
from tools.coverage.pages import write_html
from tools.coverage.table import table

FILES = {
    "server/good/all.py": FileCoverage({1: 1, 2: 1}),
    "server/bad/some.py": FileCoverage({1: 1, 3: 0}, {(1, "0", "a"): 1, (1, "0", "b"): 0}),
}


def test_the_table_has_the_worst_folder_first_and_the_sum_last() -> None:
    lines = table(FILES)

    assert lines[1].split() == ["server/bad", "2", "1", "50.00", "%"]
    assert lines[2].split() == ["server/good", "2", "0", "100.00", "%"]
    assert lines[-1].split() == ["all", "4", "1", "75.00", "%"]


def test_the_pages_show_which_lines_ran(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("if 1 < 2:\n    pass\nprint()\n")

    index = write_html(FILES, tmp_path, tmp_path / "pages")

    page = (index.parent / "server.bad.some.py.html").read_text()
    assert '<span data-line="1" class="partly"' in page
    assert "if 1 &lt; 2:" in page
    assert '<span data-line="3" class="missed">' in page
    assert index.read_text().index("server/bad/some.py") < index.read_text().index("server/good/all.py")
