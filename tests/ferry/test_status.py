"""`ferry status`: counts by step, package and day, in each form."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry, facts, git
from tools.ferry.cli.main import main
from tools.ferry.status import Day, Part, Status, read_history, status_page, status_text, write_history
from tools.ferry.status.chart import chart
from tools.ferry.status.pace import expected_end

Text = pytest.CaptureFixture[str]


def day(date: str, left: int) -> Day:
    """A day on which only the uses matter."""
    return Day(date, left, left // 2, 0, {"migrate_api": left})


def status(*days: Day) -> Status:
    """A migration halfway."""
    steps = (Part("migrate_api", 3, 0, 0), Part("migrate_<b>", 1, 2, 1))
    return Status("app.Layer", {"api": 4}, steps, (Part("app/api", 3, 0, 0),), 2, 3, 1, 2, days)


def test_the_counts_are_by_category_step_and_package(ferry: Ferry, tmp_path: Path) -> None:
    ferry("status", "--json", str(tmp_path / "out.json"))

    found = facts(tmp_path / "out.json")
    assert found["left"] == sum(found["sites"].values())
    assert {"id": "migrate_cases", "async": 0, "left": 1, "sites": 1, "percent": 0} in found["steps"]
    assert {"package": "cases", "async": 0, "left": 1, "sites": 2, "percent": 0} in found["packages"]
    assert found["days"] == []


def test_what_calls_by_to_sync_is_done(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    config = tree / "ferry.toml"
    lines = '[target]\nto_sync = "app.loop.to_sync"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")
    (tree / "app" / "loop.py").write_text("def to_sync(function):\n    return function\n", encoding="utf-8")
    sweep = (
        "from app.loop import to_sync\nfrom app.persistence.async_layer import get_async_persistence\n\n\n"
        "def sweep():\n    return to_sync(get_async_persistence().count_players)()\n\n\ndef other():\n    return 1\n"
    )
    (tree / "cases" / "sweep.py").write_text(sweep, encoding="utf-8")

    ferry("status", "--json", str(tmp_path / "out.json"))

    found = facts(tmp_path / "out.json")
    assert {"id": "migrate_cases", "async": 1, "left": 1, "sites": 1, "percent": 33} in found["steps"]
    assert {"package": "cases", "async": 1, "left": 1, "sites": 2, "percent": 25} in found["packages"]


def test_what_has_nothing_done_or_to_do_is_not_shown_as_done() -> None:
    held_back = Part("migrate_held", 0, 0, 0)
    shown = replace(status(), steps=(held_back, *status().steps))

    text, page = status_text(shown, colour=False, width=120), status_page(shown)

    assert [re.split(r"\s{2,}", line)[1] for line in text.splitlines() if line.startswith("migrate_held")] == ["-"]
    row = next(line for line in page.splitlines() if ">migrate_held</th>" in line and "<tr" in line)
    assert "width:0%" in row
    assert '<td class="n percent">-</td>' in row
    assert 'class="all"' not in row


def test_without_steps_those_of_the_plan_are_counted(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    config = tree / "ferry.toml"
    config.write_text(config.read_text(encoding="utf-8").partition("[[steps]]")[0], encoding="utf-8")

    ferry("status", "--json", str(tmp_path / "out.json"))

    assert [step["id"] for step in facts(tmp_path / "out.json")["steps"]] == ["migrate_cases", "migrate_later"]


def test_each_run_keeps_its_day_and_a_second_run_of_a_day_replaces_it(ferry: Ferry, tmp_path: Path) -> None:
    history = tmp_path / "days.json"
    ferry("status", "--history", str(history), "--date", "2026-01-05")
    ferry("apply", "migrate_cases")
    ferry("status", "--history", str(history), "--date", "2026-01-06")
    ferry("status", "--history", str(history), "--date", "2026-01-06", "--json", str(tmp_path / "out.json"))

    kept = read_history(history)
    assert [(d.date, d.steps["migrate_cases"]) for d in kept] == [("2026-01-05", 2), ("2026-01-06", 0)]
    assert kept[0].left > kept[1].left
    assert [d["date"] for d in facts(tmp_path / "out.json")["days"]] == ["2026-01-05", "2026-01-06"]


def test_the_days_before_the_first_run_come_from_git(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    def commit(when: str) -> None:
        stamp = f"{when}T12:00:00+00:00"
        git = ["git", "-C", str(tree), "-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run([*git, "add", "."], check=True)
        environment = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        subprocess.run([*git, "commit", "-qm", when], check=True, env=environment)

    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    commit("2026-01-05")
    ferry("apply", "migrate_cases")
    commit("2026-01-07")

    arguments = ("--since", "2026-01-01", "--date", "2026-01-09", "--json", str(tmp_path / "out.json"))
    ferry("status", "--history", str(tmp_path / "days.json"), *arguments)

    days = facts(tmp_path / "out.json")["days"]
    assert [(d["date"], d["steps"]["migrate_cases"]) for d in days] == [
        ("2026-01-05", 2),
        ("2026-01-07", 0),
        ("2026-01-09", 0),
    ]


def test_a_shallow_copy_says_that_days_are_missing(tree: Path, tmp_path: Path, capsys: Text) -> None:
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "one", day="2026-01-05")
    git(tree, "commit", "-qm", "two", "--allow-empty", day="2026-01-07")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tree}", "shallow")

    assert main(["--root", str(tmp_path / "shallow"), "status", "--since", "2026-01-01", "--date", "2026-01-09"]) == 0

    assert "days before the first commit of this shallow copy are not counted" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--since", "", "--since: '' is no day"),
        ("--since", "2026-01-10", "--since: 2026-01-10 is after 2026-01-09"),
        ("--history", "no/days.json", "no/days.json: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_counted(
    ferry: Ferry, tree: Path, capsys: Text, option: str, value: str, complaint: str
) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")

    assert ferry("status", "--date", "2026-01-09", option, value) == 2

    assert complaint in capsys.readouterr().err


def test_a_history_is_written_a_line_a_day_and_read_back(tmp_path: Path) -> None:
    days = (day("2026-01-06", 8), day("2026-01-05", 9))

    write_history(tmp_path / "days.json", days)

    assert read_history(tmp_path / "days.json") == (day("2026-01-05", 9), day("2026-01-06", 8))
    assert len((tmp_path / "days.json").read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "days": []}', '{"version": 1, "days": [{"date": "x"}]}'])
def test_a_file_that_is_no_history_is_wrong_use(ferry: Ferry, tmp_path: Path, capsys: Text, text: str) -> None:
    (tmp_path / "days.json").write_text(text, encoding="utf-8")

    assert ferry("status", "--history", str(tmp_path / "days.json")) == 2

    assert "days.json" in capsys.readouterr().err
    assert (tmp_path / "days.json").read_text(encoding="utf-8") == text


def test_a_day_that_is_none_is_wrong_use(ferry: Ferry, capsys: Text) -> None:
    assert ferry("status", "--date", "yesterday") == 2

    assert "--date: 'yesterday' is no day" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("days", "end"),
    [
        ([], None),
        ([day("2026-01-05", 10)], None),
        ([day("2026-01-05", 10), day("2026-01-06", 10)], None),
        ([day("2026-01-05", 10), day("2026-01-06", 12)], None),
        ([day("2026-01-05", 10), day("2026-01-10", 5)], "2026-01-15"),
        ([day("2026-01-05", 3), day("2026-01-06", 0)], None),
        ([day("2025-01-01", 900), day("2026-01-05", 10), day("2026-01-10", 5)], "2026-01-15"),
    ],
    ids=["no day", "one day", "the same", "more", "half", "nothing left", "long ago"],
)
def test_the_expected_end_follows_the_pace_of_three_weeks(days: list[Day], end: str | None) -> None:
    assert expected_end(days) == end


def test_the_curve_keeps_the_distance_of_days_and_starts_its_axis_at_zero() -> None:
    found = chart([day("2026-01-01", 30), day("2026-01-02", 20), day("2026-01-05", 0)])

    assert found is not None
    (x1, y1, _), (x2, _, _), (x3, y3, _) = found.points
    assert (x3 - x1) == pytest.approx(4 * (x2 - x1))
    assert y3 == found.base > y1
    assert [tick.label for tick in found.up] == ["0", "8", "16", "24", "32"]


def test_marks_have_their_year_where_the_curve_is_longer_than_one() -> None:
    short = chart([day("2026-01-01", 30), day("2026-12-31", 20)])
    long = chart([day("2025-11-27", 30), day("2026-11-27", 20)])

    assert short is not None
    assert long is not None
    assert (short.across[0].label, short.across[-1].label) == ("01-01", "12-31")
    assert (long.across[0].label, long.across[-1].label) == ("2025-11-27", "2026-11-27")


def test_a_terminal_gets_bars_and_colour_only_where_it_has_it() -> None:
    plain = status_text(status(day("2026-01-05", 4)), colour=False, width=100)
    coloured = status_text(status(day("2026-01-05", 4)), colour=True, width=100)

    assert "\x1b[" not in plain
    assert "━" in plain
    assert "\x1b[32m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() != []


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = status_text(status(day("2026-01-05", 4)), colour=False, width=width).splitlines()

    tables = lines[: next(n for n, line in enumerate(lines) if line.startswith("Uses of"))]
    assert max(len(line) for line in tables) <= width


def test_the_page_needs_nothing_from_outside_and_can_be_read_without_seeing_it() -> None:
    page = status_page(status(day("2026-01-01", 8), day("2026-01-05", 4)))

    assert not re.search(r"(?:src|href)=|url\(|<script|@import", page)
    assert '<html lang="en">' in page
    assert 'role="img"' in page
    assert "From 8 uses on 2026-01-01 to 4 on 2026-01-05" in page
    assert '<th scope="row">2026-01-05</th>' in page
    assert "prefers-color-scheme: dark" in page
    assert "migrate_&lt;b&gt;" in page


def test_a_page_without_days_has_no_curve() -> None:
    page = status_page(status())

    assert "<svg" not in page
    assert "4 uses of the facade left" in page


def test_one_use_is_one() -> None:
    page = status_page(replace(status(), sites={"api": 1}))

    assert "1 use of the facade left" in page
    assert "<title>1 use left" in page


def test_methods_that_the_target_lacks_are_counted_in_each_form(ferry: Ferry, tmp_path: Path) -> None:
    ferry("plan", "--json", str(tmp_path / "plan.json"))
    ferry("status", "--json", str(tmp_path / "out.json"))

    gaps = facts(tmp_path / "plan.json")["gaps"]
    assert gaps
    assert facts(tmp_path / "out.json")["gaps"] == len(gaps)
    assert "Gaps: 3." in status_text(status(), colour=False, width=100)
    assert "<dt>methods that the target lacks</dt><dd>3</dd>" in status_page(status())


def test_data_of_the_page_is_the_data_of_the_json(ferry: Ferry, tmp_path: Path) -> None:
    ferry("status", "--json", str(tmp_path / "out.json"), "--html", str(tmp_path / "out.html"))

    left = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["left"]
    assert f"<dd>{left}</dd>" in (tmp_path / "out.html").read_text(encoding="utf-8")
