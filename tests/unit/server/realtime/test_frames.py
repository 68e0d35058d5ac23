"""The JSON of the WebSocket."""

import contextlib
import json
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.game.messages import Kind, RoomView, Text
from server.realtime.frames import (
    CommandLine,
    FrameError,
    Hello,
    error_frame,
    message_frame,
    parse_frame,
    welcome_frame,
)
from server.services.characters import Character


def test_the_two_frames_of_a_client_are_understood() -> None:
    assert parse_frame('{"type": "hello", "token": "t", "character": "Ada"}') == Hello("t", "Ada")
    assert parse_frame('{"type": "command", "text": "look", "more": 1}') == CommandLine("look")


def test_a_token_is_not_shown_in_logs() -> None:
    assert "secret" not in repr(Hello("secret", "Ada"))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("{", "malformed_json"),
        ("[" * 100_000, "malformed_json"),
        ("9" * 5_000, "malformed_json"),
        ("7", "malformed_frame"),
        ("{}", "unknown_type"),
        ('{"type": {}}', "unknown_type"),
        ('{"type": "command", "text": null}', "malformed_frame"),
        ('{"type": "hello", "token": "t"}', "malformed_frame"),
        (json.dumps({"type": "hello", "token": "t" * 5_000, "character": "Ada"}), "malformed_frame"),
        (json.dumps({"type": "hello", "token": "t", "character": "A" * 10_000}), "malformed_frame"),
    ],
    ids=lambda value: f"{value[:20]}-{len(value)}",
)
def test_anything_else_is_an_error_that_does_not_repeat_it(raw: str, code: str) -> None:
    with pytest.raises(FrameError) as refusal:
        parse_frame(raw)

    assert refusal.value.code == code
    assert len(refusal.value.message) < 100


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_no_text_at_all_makes_the_parser_fail_otherwise(raw: str) -> None:
    with contextlib.suppress(FrameError):
        parse_frame(raw)


@settings(deadline=None, max_examples=50)
@given(st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text()))
def test_no_value_of_any_field_makes_the_parser_fail_otherwise(value: object) -> None:
    for frame in ({"type": value}, {"type": "command", "text": value}, {"type": "hello", "token": value}):
        try:
            parsed = parse_frame(json.dumps(frame))
        except FrameError:
            continue
        assert parsed == CommandLine(str(value))


def test_what_a_server_sends() -> None:
    character = Character(UUID(int=7), "Ada", "town/quay")
    room = RoomView("town/quay", "The Quay", "Böts.", ("north",), ("Byron",))

    frames = [message_frame(Text("Hi", Kind.SAY)), message_frame(room), welcome_frame(character), error_frame("c", "m")]

    assert [json.loads(frame) for frame in frames] == [
        {"type": "text", "text": "Hi", "kind": "say"},
        {
            "type": "room",
            "id": "town/quay",
            "name": "The Quay",
            "description": "Böts.",
            "exits": ["north"],
            "people": ["Byron"],
        },
        {"type": "welcome", "character": {"id": str(UUID(int=7)), "name": "Ada", "room": "town/quay"}},
        {"type": "error", "code": "c", "message": "m"},
    ]
