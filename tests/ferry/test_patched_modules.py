"""Mocks in the place of a whole module: the functions that become async can be awaited on them."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

PLANNING = """\
from app.persistence import get_persistence


def load(player_id):
    return get_persistence().is_admin(player_id)


def count():
    return get_persistence().count_players()


def clean(name):
    return name.strip()
"""
WEB = """\
from cases import planning


def show(player_id, name):
    return planning.clean(name), planning.load(player_id)
"""
PUTS = {
    "a patch": ('@patch("cases.web.planning")\ndef test_show(planning):\n    planning.load.return_value = 3\n', ""),
    "a patch of an attribute": (
        'def test_show():\n    with patch.object(web, "planning") as planning:\n'
        "        planning.load.return_value = 3\n",
        "    ",
    ),
    "monkeypatch": (
        "def test_show(monkeypatch):\n    planning = MagicMock()\n"
        '    monkeypatch.setattr(web, "planning", planning)\n    planning.load.return_value = 3\n',
        "",
    ),
}


@pytest.mark.parametrize(("put", "indent"), PUTS.values(), ids=PUTS)
def test_what_code_asks_of_the_mock_can_be_awaited(empty_tree: Path, put: str, indent: str) -> None:
    head = "from unittest.mock import MagicMock, patch\n\nfrom cases import web\n\n\n"
    asking = f'{indent}    assert web.show(1, "a")\n{indent}    planning.load.assert_called_once_with(1)\n'

    changes = migrate_modules(empty_tree, planning=PLANNING, web=WEB, test_web=head + put + asking)

    result = (empty_tree / "cases" / "test_web.py").read_text()
    assert changes.blockers == []
    assert "planning.load = AsyncMock()\n" in result
    assert "planning.load.assert_awaited_once_with(1)\n" in result
    assert "planning.count" not in result
    assert "planning.clean" not in result
    assert result.index("planning.load = AsyncMock()") < result.index("planning.load.return_value = 3")
