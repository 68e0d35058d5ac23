"""The JSON frames of the WebSocket, both ways."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from server.game.messages import Message, RoomView, Text
from server.services.characters import Character

_LONGEST_TOKEN = 4_096
_LONGEST_CHARACTER = 100


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame of a client: who it is and as whom it plays (a name or an id)."""

    token: str = field(repr=False)
    character: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What the player typed."""

    text: str


class FrameError(ValueError):
    """A client's frame cannot be understood; nothing was done.

    Attributes:
        code: A word for programs.
        message: A sentence for people. It never repeats what the client sent.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def parse_frame(raw: str) -> Hello | CommandLine:
    """The frame that a client sent.

    Raises:
        FrameError: It is not JSON, not an object, of no known type, or lacks something.
    """
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FrameError("malformed_json", "The message is not valid JSON.") from error
    if not isinstance(frame, dict):
        raise FrameError("malformed_frame", 'The message must be a JSON object with a "type".')
    match frame.get("type"):
        case "hello":
            token = _text(frame, "token", _LONGEST_TOKEN)
            return Hello(token, _text(frame, "character", _LONGEST_CHARACTER))
        case "command":
            return CommandLine(_text(frame, "text"))
        case _:
            raise FrameError("unknown_type", 'The message\'s "type" must be "hello" or "command".')


def _text(frame: Mapping[str, Any], key: str, longest: int | None = None) -> str:
    value = frame.get(key)
    if not isinstance(value, str):
        raise FrameError("malformed_frame", f'The message must have a text "{key}".')
    if longest is not None and len(value) > longest:
        raise FrameError("malformed_frame", f'"{key}" must have at most {longest} characters.')
    return value


def message_frame(message: Message) -> str:
    """The frame that brings `message` to a client."""
    match message:
        case Text():
            who = {"arrived": message.arrived, "left": message.left}
            return _encode(
                {"type": "text", "text": message.text, "kind": message.kind.value}
                | {key: name for key, name in who.items() if name is not None}
            )
        case RoomView():
            return _encode(
                {
                    "type": "room",
                    "id": message.id,
                    "name": message.name,
                    "description": message.description,
                    "exits": message.exits,
                    "people": message.people,
                }
            )
        case _:
            assert_never(message)


def welcome_frame(character: Character) -> str:
    """The answer to a hello that was accepted."""
    return _encode(
        {"type": "welcome", "character": {"id": str(character.id), "name": character.name, "room": character.room_id}}
    )


def error_frame(code: str, message: str) -> str:
    """Tells a client what it did wrong, or why it is about to be disconnected."""
    return _encode({"type": "error", "code": code, "message": message})


def _encode(frame: Mapping[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
