"""Gathering source files into one folder."""

from pathlib import Path

import pytest

from tools.migration.gather import main


def test_files_come_into_the_tree_without_their_prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "legacy" / "server").mkdir(parents=True)
    (tmp_path / "legacy" / "server" / "app.py").write_text("app\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    main(["--strip-prefix", "legacy", "--tree", "out", "legacy/server/app.py"])

    assert (tmp_path / "out" / "server" / "app.py").read_text(encoding="utf-8") == "app\n"


def test_a_file_elsewhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--strip-prefix", "legacy", "--tree", str(tmp_path), "other/app.py"])

    assert "other/app.py is not below legacy" in capsys.readouterr().err
