"""A player's session, from the first frame to the last."""

import asyncio
from typing import NamedTuple, Protocol

import structlog
from starlette.websockets import WebSocket

from server.game.messages import Kind, Text
from server.realtime.close_codes import CloseCode
from server.realtime.connection import Connection, DisconnectedError
from server.realtime.frames import CommandLine, FrameError, Hello, error_frame, parse_frame, welcome_frame
from server.realtime.hub import Hub, Seat
from server.services import errors
from server.services.accounts import AccountService
from server.services.characters import Character, CharacterService, UnknownCharacterError
from server.services.tokens import InvalidTokenError

_log = structlog.get_logger(__name__)

HELLO_TIMEOUT_S = 10.0


class Interpreter(Protocol):
    """Does what players type. `server.commands.interpreter.Interpreter` is one."""

    async def run(self, character: Character, raw: str) -> bool:
        """Does what `raw` asks for; False when the player wants to leave."""


class NoHelloError(Exception):
    """The client did not say hello in time."""


class Ending(NamedTuple):
    """How a session ends that cannot go on: the close code, a word for programs and a sentence for people."""

    close_code: CloseCode
    code: str
    message: str


class Sessions:
    """Lets clients play: hello, then one command after the other.

    A session holds no database connection between two commands. A command that has begun is finished, also when its
    player goes away meanwhile.
    """

    def __init__(
        self,
        accounts: AccountService,
        characters: CharacterService,
        interpreter: Interpreter,
        hub: Hub,
        *,
        hello_timeout_s: float = HELLO_TIMEOUT_S,
    ) -> None:
        self._accounts = accounts
        self._characters = characters
        self._interpreter = interpreter
        self._hub = hub
        self._hello_timeout_s = hello_timeout_s

    async def serve(self, websocket: WebSocket) -> None:
        """Plays with one client until either side ends it."""
        async with Connection.open(websocket) as connection:
            try:
                await self._play(connection)
            except DisconnectedError:
                pass
            except Exception as error:
                ending = _ending(error)
                if ending is None:
                    _log.exception("a session failed")
                    message = "The server made a mistake; it has been logged."
                    ending = Ending(CloseCode.INTERNAL_ERROR, "internal_error", message)
                connection.send(error_frame(ending.code, ending.message))
                connection.close(ending.close_code, ending.message)

    async def _play(self, connection: Connection) -> None:
        character = await self._admit(await self._hello(connection))
        async with self._hub.seat(character, connection) as seat:
            # Read after the seat is ours: the session before may have walked on until it ended.
            character = await self._characters.enter(character.id)
            with structlog.contextvars.bound_contextvars(character=character.name):
                self._hub.enter(seat, character.room_id)
                connection.send(welcome_frame(character))
                arrival = Text(f"{character.name} wakes up.", Kind.ROOM, arrived=character.name)
                self._announce(seat, arrival, unless=seat.took_over)
                _log.info("a player enters", took_over=seat.took_over)
                try:
                    await self._run(character, "look")
                    await self._commands(character, connection)
                finally:
                    _log.info("a player leaves", taken_over=seat.taken_over)
                    departure = Text(f"{character.name} falls asleep and is gone.", Kind.ROOM, left=character.name)
                    self._announce(seat, departure, unless=seat.taken_over)

    async def _hello(self, connection: Connection) -> Hello:
        try:
            async with asyncio.timeout(self._hello_timeout_s):
                while True:
                    match await self._next_frame(connection):
                        case Hello() as hello:
                            return hello
                        case CommandLine():
                            connection.send(error_frame("hello_expected", "Say hello first."))
        except TimeoutError as error:
            raise NoHelloError from error

    async def _admit(self, hello: Hello) -> Character:
        account = await self._accounts.authenticate(hello.token)
        return await self._characters.find(account.id, hello.character)

    async def _commands(self, character: Character, connection: Connection) -> None:
        while True:
            match await self._next_frame(connection):
                case CommandLine(text):
                    if not await self._run(character, text):
                        return
                case Hello():
                    connection.send(error_frame("unexpected_hello", "You have said hello already."))

    async def _next_frame(self, connection: Connection) -> Hello | CommandLine:
        """The next frame that can be understood; the client is told about those that cannot."""
        while True:
            try:
                return parse_frame(await connection.receive())
            except FrameError as error:
                connection.send(error_frame(error.code, error.message))

    async def _run(self, character: Character, line: str) -> bool:
        """Runs one command; whatever goes wrong in it, the session goes on."""
        try:
            return await self._interpreter.run(character, line)
        except errors.OutcomeUnknownError:
            _log.warning("it is not known whether a command took effect", exc_info=True)
            self._tell_error(character, "The database went away in the middle; look what has happened.")
        except (errors.UnavailableError, errors.TimeoutError):
            _log.warning("a command failed because the database does not answer", exc_info=True)
            self._tell_error(character, "The database does not answer; nothing was changed. Try again in a moment.")
        except Exception:
            _log.exception("a command failed")
            self._tell_error(character, "The server made a mistake with that; it has been logged.")
        return True

    def _tell_error(self, character: Character, text: str) -> None:
        self._hub.tell(character.id, Text(text, Kind.ERROR))

    def _announce(self, seat: Seat, text: Text, *, unless: bool) -> None:
        if seat.room_id is not None and not unless:
            self._hub.tell_room(seat.room_id, text, but=seat.character_id)


def _ending(error: Exception) -> Ending | None:
    """How a session ends that met `error`; None for what nobody expects."""
    match error:
        case NoHelloError():
            return Ending(CloseCode.NO_HELLO, "no_hello", "You did not say hello in time.")
        case InvalidTokenError(expired=True):
            return Ending(CloseCode.INVALID_TOKEN, "token_expired", "Your log-in has expired; log in again.")
        case InvalidTokenError():
            return Ending(CloseCode.INVALID_TOKEN, "token_invalid", "The token is not valid; log in again.")
        case UnknownCharacterError():
            return Ending(CloseCode.UNKNOWN_CHARACTER, "unknown_character", "You have no character of this name.")
        case errors.UnavailableError() | errors.TimeoutError():
            _log.warning("a session ends because the database does not answer", exc_info=error)
            return Ending(CloseCode.TRY_AGAIN_LATER, "unavailable", "The database does not answer; try again later.")
        case _:
            return None
