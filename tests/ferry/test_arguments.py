"""Arguments that the target takes by another name, or by keyword: the calls follow, and what tests say of them."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.model import Blocker

MEETING = """\
from unittest.mock import MagicMock, call

from app.persistence import PersistenceLayer


def meet(layer: PersistenceLayer, number: int) -> bool:
    return layer.is_admin(number) and layer.get_player(player_id=number) is layer.get_player(number)


def test_meet() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    meet(layer, 3)
    layer.is_admin.assert_called_once_with(3)
    layer.get_player.assert_any_call(player_id=3)
    layer.assert_has_calls([call.is_admin(3), call.get_player(player_id=3)])
"""

MET = """\
from unittest.mock import MagicMock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def meet(layer: AsyncPersistenceLayer, number: int) -> bool:
    return await layer.is_admin(player_id=number) and await layer.get_player_by_id(id=number) is await layer.get_player_by_id(number)


@pytest.mark.asyncio
async def test_meet() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    await meet(layer, 3)
    layer.is_admin.assert_awaited_once_with(player_id=3)
    layer.get_player_by_id.assert_any_await(id=3)
    layer.assert_has_calls([call.is_admin(player_id=3), call.get_player_by_id(id=3)])
"""  # noqa: E501

_ASKED = "from cases.asking import ask_by_name\n"
ONE = """\
from app.persistence import PersistenceLayer


def ask(layer: PersistenceLayer, *rest: int, **named: int) -> None:
    {call}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose target has other names for parameters, and one by keyword alone."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    layer = tmp_path / "app" / "persistence" / "async_layer.py"
    text = layer.read_text(encoding="utf-8")
    text = text.replace("get_player_by_id(self, player_id: int)", "get_player_by_id(self, id: int)")
    text = text.replace("is_admin(self, player_id: int)", "is_admin(self, *, player_id: int)")
    text = text.replace("move_player(self, room: str, player_id: int)", "move_player(self, room: str, to: int)")
    layer.write_text(text, encoding="utf-8")
    return tmp_path


def migrated(tree: Path, text: str) -> tuple[str, list[Blocker]]:
    """Return what becomes of the module, and the blockers."""
    file = tree / "cases" / "test_meeting.py"
    file.write_text(text, encoding="utf-8")
    blockers = migrate(tree).blockers
    return file.read_text(encoding="utf-8"), blockers


def test_arguments_follow_with_what_tests_say_of_them(tree: Path) -> None:
    text, blockers = migrated(tree, MEETING)

    assert text == MET
    assert blockers == []
    assert migrate(tree).contents == {}


def test_arguments_of_a_call_over_the_bridge_follow(tree: Path) -> None:
    layer = tree / "app" / "persistence" / "async_layer.py"
    bridge = "\n\ndef to_async(layer) -> AsyncPersistenceLayer:\n    return layer\n"
    layer.write_text(layer.read_text(encoding="utf-8") + bridge, encoding="utf-8")
    config = tree / "ferry.toml"
    line = '[target]\nfrom_facade = "app.persistence.async_layer.to_async"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", line), encoding="utf-8")
    call = "max(rest, rest, key=lambda number: layer.count_players())\n    layer.get_player(player_id=1)"

    text, _ = migrated(tree, ONE.format(call=call))

    assert "    await to_async(layer).get_player_by_id(id=1)\n" in text


@pytest.mark.parametrize(
    ("call", "follows"),
    [
        ("layer.get_player(*rest)", True),
        ("layer.get_player(**named)", False),
        ("layer.is_admin(*rest)", False),
        ("layer.is_admin(**named)", True),
        ("layer.get_player(1, player_id=2)", False),
        ("layer.move_player(1, 'hall')", False),
        ("layer.move_player(player_id=1, room='hall')", False),
    ],
)
def test_a_call_follows_where_all_its_arguments_have_a_place(tree: Path, call: str, follows: bool) -> None:
    text, blockers = migrated(tree, ONE.format(call=call))

    assert ("await " in text) == follows
    assert {blocker.kind for blocker in blockers} == (set() if follows else {"gap"})


@pytest.mark.parametrize(
    ("taken", "given", "reason"),
    [
        ("room, *, lent=0", "'hall', days=21", "takes no argument `days`"),
        ("room", "'hall', 21", "takes no argument `days`"),
        ("room, *, lent", "'hall', days=21", "takes no argument `days` and needs `lent`, which the call does not give"),
        ("room, days, key", "'hall', 21", "needs `key`, which the call does not give"),
    ],
)
def test_a_gap_names_the_arguments(tree: Path, taken: str, given: str, reason: str) -> None:
    for name, cls, method in (
        ("layer", "PersistenceLayer", "    def lend(self, room, days=7): ..."),
        ("async_layer", "AsyncPersistenceLayer", f"    async def lend(self, {taken}): ..."),
    ):
        file = tree / "app" / "persistence" / f"{name}.py"
        before, head, after = file.read_text(encoding="utf-8").partition(f"class {cls}")
        rest, newline, body = after.partition(":\n")
        file.write_text(f"{before}{head}{rest}{newline}{method}\n{body}", encoding="utf-8")

    _, blockers = migrated(tree, ONE.format(call=f"layer.lend({given})"))

    assert [(b.kind, b.reason) for b in blockers] == [("gap", f"`lend`: the target's method {reason}")]


@pytest.mark.parametrize("parameter", ["seen: Callable[[int], Awaitable[None]] | None = None", "seen=None"])
@pytest.mark.parametrize(
    ("call", "follows"),
    [
        ("layer.each(print)", False),
        ("layer.each(seen=print)", False),
        ("layer.each(*rest)", False),
        ("layer.each(None)", True),
        ("layer.each()", True),
    ],
)
def test_a_function_that_the_target_awaits_has_no_place(tree: Path, parameter: str, call: str, follows: bool) -> None:
    """What the facade called and the target awaits would have to become async as well."""
    each = "\n    def each(self, seen=None) -> None:\n        if seen:\n            seen(1)\n"
    awaiting = f"\n    async def each(self, {parameter}) -> None:\n        if seen:\n            await seen(1)\n"
    for name, cls, method in (("layer", "PersistenceLayer", each), ("async_layer", "AsyncPersistenceLayer", awaiting)):
        file = tree / "app" / "persistence" / f"{name}.py"
        text = file.read_text(encoding="utf-8")
        start = text.index("\n    def ", text.index(f"class {cls}"))
        start = min(start, text.find("\n    async def ", text.index(f"class {cls}")) % len(text))
        imports = "from collections.abc import Awaitable, Callable\n"
        file.write_text(imports + text[:start] + method + text[start:], encoding="utf-8")

    text, blockers = migrated(tree, ONE.format(call=call))

    assert [blocker.kind for blocker in blockers] == ([] if follows else ["gap"])
    assert (f"await {call}" in text) == follows


@pytest.mark.parametrize(
    "call",
    [
        "one = layer.is_admin\n    one(1)",
        "functools.partial(layer.is_admin, 1)()",
        "PersistenceLayer.is_admin(layer, 1)",
        'getattr(layer, "is_admin")(1)',
        "[one(1) for one in (layer.is_admin,)]",
        "one = layer.get_player\n    one(**named)",
        "one = layer.get_player\n    one(*rest, **named)",
        "Held(layer).one(player_id=1)",
        "ask_by_name(layer.get_player)",
    ],
)
def test_a_call_by_another_name_has_no_place_for_them(tree: Path, call: str) -> None:
    (tree / "cases" / "asking.py").write_text("def ask_by_name(one):\n    return one(player_id=1)\n", encoding="utf-8")
    held = "\n\nclass Held:\n    def __init__(self, layer):\n        self.one = layer.get_player\n"

    text, blockers = migrated(tree, f"import functools\n{_ASKED}{ONE.format(call=call)}{held}")

    assert "await " not in text
    assert "gap" in {blocker.kind for blocker in blockers}


ASKING = """\
from unittest.mock import MagicMock, call, patch

from app.persistence import PersistenceLayer, get_persistence


def name(layer: PersistenceLayer) -> object:
    return layer.get_player(player_id=4)


def ask() -> object:
    return get_persistence().get_player(player_id=4)


def test_name() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    {told}
    name(layer)
    {asked}


def test_ask() -> None:
    with patch.object(PersistenceLayer, "get_player") as get:
        ask()
        get.assert_called_with(player_id=4)
        assert get.call_args.kwargs["player_id"] == 4
"""
TOLD = {
    "layer.get_player.side_effect = lambda player_id: player_id": (
        "layer.get_player_by_id.side_effect = lambda id: id"
    ),
    "layer.get_player = MagicMock(side_effect=lambda player_id: 3)": (
        "layer.get_player_by_id = AsyncMock(side_effect=lambda id: 3)"
    ),
    "layer.get_player = lambda player_id: 3": "layer.get_player_by_id = AsyncMock(side_effect=lambda id: 3)",
    "layer.get_player.side_effect = lambda **names: len(names)": (
        "layer.get_player_by_id.side_effect = lambda **names: len(names)"
    ),
    'layer.configure_mock(**{"get_player.side_effect": lambda player_id: 3})': (
        'layer.configure_mock(**{"get_player_by_id.side_effect": lambda id: 3})'
    ),
}
ASKED = {
    'assert layer.get_player.call_args.kwargs["player_id"] == 4': (
        'assert layer.get_player_by_id.call_args.kwargs["id"] == 4'
    ),
    'assert layer.get_player.call_args[1].get("player_id") == 4': (
        'assert layer.get_player_by_id.call_args[1].get("id") == 4'
    ),
    'assert "player_id" in layer.get_player.call_args_list[0].kwargs': (
        'assert "id" in layer.get_player_by_id.call_args_list[0].kwargs'
    ),
    'assert layer.get_player.call_args == ((), {"player_id": 4})': (
        'assert layer.get_player_by_id.call_args == ((), {"id": 4})'
    ),
    "assert layer.get_player.mock_calls == [call(player_id=4)]": (
        "assert layer.get_player_by_id.mock_calls == [call(id=4)]"
    ),
    "layer.get_player.assert_has_calls([call(player_id=4)])": "layer.get_player_by_id.assert_has_awaits([call(id=4)])",
    "expected = [call(player_id=4)]\n    layer.get_player.assert_has_calls(expected)": (
        "expected = [call(id=4)]\n    layer.get_player_by_id.assert_has_awaits(expected)"
    ),
    "args, kwargs = layer.get_player.call_args\n    assert kwargs == dict(player_id=4)": (
        "args, kwargs = layer.get_player_by_id.call_args\n    assert kwargs == dict(id=4)"
    ),
    'self.assertEqual(layer.get_player.call_args.kwargs, {"player_id": 4})': (
        'self.assertEqual(layer.get_player_by_id.call_args.kwargs, {"id": 4})'
    ),
    'wanted = {"player_id": 4}\n    assert layer.get_player.call_args.kwargs == wanted': (
        'wanted = {"id": 4}\n    assert layer.get_player_by_id.call_args.kwargs == wanted'
    ),
    'assert layer.get_player.call_args.kwargs["player_id"] == {"player_id": 4}["player_id"]': (
        'assert layer.get_player_by_id.call_args.kwargs["id"] == {"player_id": 4}["player_id"]'
    ),
    'assert layer.get_player.call_args_list == [call(player_id={"player_id": 4})]': (
        'assert layer.get_player_by_id.call_args_list == [call(id={"player_id": 4})]'
    ),
    'assert layer.get_player.call_args.kwargs["player_id"]["player_id"] == 4': (
        'assert layer.get_player_by_id.call_args.kwargs["id"]["player_id"] == 4'
    ),
    'assert layer.get_player.call_args.args == ({"player_id": 4},)': (
        'assert layer.get_player_by_id.call_args.args == ({"player_id": 4},)'
    ),
    'assert [made.kwargs["player_id"] for made in layer.get_player.call_args_list] == [4]': (
        'assert [made.kwargs["id"] for made in layer.get_player_by_id.call_args_list] == [4]'
    ),
}


@pytest.mark.parametrize(("told", "becomes"), TOLD.items())
def test_what_answers_for_a_method_gets_the_targets_names(tree: Path, told: str, becomes: str) -> None:
    text, blockers = migrated(tree, ASKING.format(told=told, asked=""))

    assert blockers == []
    assert f"    {becomes}\n" in text


@pytest.mark.parametrize(("asked", "becomes"), ASKED.items())
def test_what_a_test_asks_of_recorded_calls_follows(tree: Path, asked: str, becomes: str) -> None:
    text, blockers = migrated(tree, ASKING.format(told="", asked=asked))

    assert blockers == []
    assert f"    {becomes}\n" in text


def test_what_is_asked_of_a_patched_method_follows(tree: Path) -> None:
    text, _ = migrated(tree, ASKING.format(told="", asked=""))

    assert '        get.assert_awaited_with(id=4)\n        assert get.call_args.kwargs["id"] == 4\n' in text


@pytest.mark.parametrize(
    "told",
    [
        'layer.get_player.side_effect = lambda **names: names["player_id"]',
        "id = 3\n    layer.get_player.side_effect = lambda player_id: id",
    ],
)
def test_what_answers_and_cannot_be_renamed_is_held_back(tree: Path, told: str) -> None:
    text, blockers = migrated(tree, ASKING.format(told=told, asked=""))

    assert {blocker.kind for blocker in blockers} == {"mock", "held_back"}
    assert (
        f"\ndef test_name() -> None:\n    layer = MagicMock(spec=PersistenceLayer)\n    {told}\n    name(layer)\n"
        in text
    )


def test_what_is_asked_by_place_of_an_argument_that_has_a_name_now_is_held_back(tree: Path) -> None:
    text = ASKING.partition("\n\ndef test_ask")[0].replace("get_player(player_id=4)", "is_admin(4)")

    asked = "assert layer.is_admin.call_args.args == (4,)"

    after, blockers = migrated(tree, text.format(told="", asked=asked))

    assert {blocker.kind for blocker in blockers} == {"mock", "held_back"}
    assert f"    name(layer)\n    {asked}\n" in after
