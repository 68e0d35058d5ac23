"""A language server on a pipe: requests in, answers out."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

_IN_FLIGHT = 64
"""Requests sent before their answers are read: few enough to fit into a pipe, so that neither side gets stuck."""


class ServerError(Exception):
    """The language server ended or answered with an error."""


class LanguageServer:
    """A running language server on one folder; a context manager that ends it."""

    def __init__(self, command: Sequence[str], root: Path) -> None:
        self._command = list(command)
        self._root = root
        self._last = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self._root
        )
        uri = self._root.as_uri()
        folders = [{"uri": uri, "name": "tree"}]
        self.request("initialize", {"processId": None, "rootUri": uri, "workspaceFolders": folders, "capabilities": {}})
        self.notify("initialized", {})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.request("shutdown", None)
                self.notify("exit", None)
                self._process.wait(timeout=5)
        except (ServerError, OSError, subprocess.TimeoutExpired):
            pass
        finally:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def open(self, file: Path, text: str) -> None:
        """Tell the server that the client looks at `file`."""
        document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def close(self, file: Path) -> None:
        """Tell the server that the client looks away from `file`."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def definitions(self, file: Path, places: Sequence[tuple[int, int]]) -> list[list[tuple[str, int]]]:
        """Return for each place of an open file (uri, line from 1) of what stands there.

        A place is its line from 1 and its column in UTF-16 units from 0.
        """
        document = {"uri": file.as_uri()}
        found: list[list[tuple[str, int]]] = []
        for start in range(0, len(places), _IN_FLIGHT):
            asked = [
                {"textDocument": document, "position": {"line": line - 1, "character": column}}
                for line, column in places[start : start + _IN_FLIGHT]
            ]
            found += [_locations(result) for result in self._ask("textDocument/definition", asked)]
        return found

    def request(self, method: str, params: object) -> Any:
        """Send a request and return its result.

        Raises:
            ServerError: when the server refuses or has ended.
        """
        return self._ask(method, [params])[0]

    def _ask(self, method: str, asked: Sequence[object]) -> list[Any]:
        """Send requests of one kind at once and return their results in order."""
        first = self._last + 1
        self._last += len(asked)
        self._send(*({"id": first + n, "method": method, "params": params} for n, params in enumerate(asked)))
        results: dict[int, Any] = {}
        while len(results) < len(asked):
            message = self._receive()
            if "method" in message:
                if "id" in message:
                    self._send({"id": message["id"], "result": None})
                continue
            number = message.get("id")
            if isinstance(number, int) and first <= number <= self._last:
                if "error" in message:
                    raise ServerError(f"{method}: {message['error'].get('message')}")
                results[number] = message.get("result")
        return [results[first + n] for n in range(len(asked))]

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise ServerError("the language server has no pipes")
        return pipe

    def _send(self, *messages: dict[str, object]) -> None:
        pipe = self._pipe(self._process.stdin)
        for message in messages:
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            pipe.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        pipe.flush()

    def _receive(self) -> dict[str, Any]:
        pipe = self._pipe(self._process.stdout)
        length = 0
        while header := pipe.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise ServerError("the language server ended")
        message: dict[str, Any] = json.loads(pipe.read(length))
        return message


def _locations(result: Any) -> list[tuple[str, int]]:
    """Return (uri, line from 1) of each location in a server's answer, in any of the forms that the protocol has."""
    found = result if isinstance(result, list) else [result] if result else []
    places = [(entry.get("uri") or entry["targetUri"], entry.get("range") or entry["targetRange"]) for entry in found]
    return [(uri, place["start"]["line"] + 1) for uri, place in places]
