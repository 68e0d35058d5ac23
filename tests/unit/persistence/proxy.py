"""A network between the layer and the server that a test can slow down and break."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy import make_url

_SOCKET = ".s.PGSQL.5432"
# The server says that a change took effect: the tag of a command, and that it is idle outside any transaction. A SELECT
# of a row may be of changes in its WITH; the driver's own are over when a statement has been run before.
# https://www.postgresql.org/docs/18/protocol-message-formats.html: CommandComplete, ReadyForQuery
_TOOK_EFFECT = re.compile(rb"(COMMIT|INSERT \d+ \d+|UPDATE \d+|DELETE \d+|SELECT [1-9]\d*)\x00Z\x00\x00\x00\x05I")


class Proxy:
    """Passes bytes on between a Unix socket of its own and the server's.

    Attributes:
        answering: Set while the server's answers are passed on; cleared, they are held back.
        url: The address of the database by way of the proxy.
    """

    def __init__(self, database_url: str, folder: Path) -> None:
        self._folder = folder
        self._target = Path(str(make_url(database_url).query["host"])) / _SOCKET
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.answering = asyncio.Event()
        self.answering.set()
        # The connections by their writers to the client, in the order in which they were made.
        self._clients: list[asyncio.StreamWriter] = []
        self._silenced: set[asyncio.StreamWriter] = set()
        self._losing = False
        self._silencing: bytes | None = None
        address = make_url(database_url).update_query_dict({"host": str(folder)})
        self.url = address.render_as_string(hide_password=False)

    @classmethod
    @asynccontextmanager
    async def to(cls, database_url: str) -> AsyncIterator[Self]:
        """A proxy to the server of `database_url` while the block runs."""
        folder = Path(tempfile.mkdtemp(prefix="proxy-", dir="/tmp"))
        proxy = cls(database_url, folder)
        server = await asyncio.start_unix_server(proxy._serve, folder / _SOCKET)
        try:
            yield proxy
        finally:
            server.close()
            proxy.cut()
            await asyncio.gather(*proxy._tasks, return_exceptions=True)
            shutil.rmtree(folder)

    def silence_newest(self) -> None:
        """Drops all answers on the connection that was made last; the others work."""
        self._silenced.add(self._clients[-1])

    def lose_next_change(self) -> None:
        """Breaks all connections when the server is about to say that a change took effect."""
        self._losing = True

    def fall_silent_at(self, statement: bytes) -> None:
        """Holds all answers back from the moment when a client sends something with `statement` in it."""
        self._silencing = statement

    def refuse_more(self) -> None:
        """Lets nobody connect any more; the connections that there are live on."""
        (self._folder / _SOCKET).unlink()

    def cut(self) -> None:
        """Breaks all connections, without a word to either side."""
        for writer in self._writers:
            writer.transport.abort()
        self.answering.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        server_reader, server_writer = await asyncio.open_unix_connection(self._target)
        self._writers |= {writer, server_writer}
        self._clients.append(writer)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pass_on(reader, server_writer, held=False))
            both.create_task(self._pass_on(server_reader, writer, held=True))
        self._writers -= {writer, server_writer}
        self._clients.remove(writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, held: bool) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if not held and self._silencing and self._silencing in data:
                    self._silencing = None
                    self.answering.clear()
                if held:
                    await self.answering.wait()
                if writer in self._silenced:
                    continue
                if held and self._losing and _TOOK_EFFECT.search(data):
                    self._losing = False
                    self.cut()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
