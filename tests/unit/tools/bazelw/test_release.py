"""Downloading the official release, from a server of the test's own."""

import hashlib
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest

from tools.bazelw.errors import LauncherError, Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.release import Release
from tools.bazelw.version import Version

WANTED = Version(7, 7, 1)
NAME = "bazel-7.7.1-linux-x86_64"
PROGRAM = b"#!/bin/sh\necho bazel 7.7.1\n"
LINUX = os.uname_result(("Linux", "host", "6.1", "#1", "x86_64"))


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The folder that the server shows, with one release in it."""
    folder = tmp_path / "published"
    (folder / "7.7.1").mkdir(parents=True)
    (folder / "7.7.1" / NAME).write_bytes(PROGRAM)
    return folder


@pytest.fixture
def server(published: Path) -> Iterator[str]:
    """The server's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=published)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def checksums(tmp_path: Path) -> Path:
    """The checksums that the repository holds."""
    file = tmp_path / "releases.sha256"
    file.write_text(f"{hashlib.sha256(PROGRAM).hexdigest()}  {NAME}\n")
    return file


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "build"
    folder.mkdir()
    return folder


def test_the_release_arrives_whole_and_can_be_run(server: str, checksums: Path, build: Path) -> None:
    output = StringIO()

    Release(WANTED, LINUX, server, checksums).make(build, build, Progress(output))

    assert (build / "bazel").read_bytes() == PROGRAM
    assert os.access(build / "bazel", os.X_OK)
    assert f"downloading {server}/7.7.1/{NAME}" in output.getvalue()


def test_a_changed_release_is_an_error_and_not_tried(
    server: str, checksums: Path, build: Path, published: Path
) -> None:
    (published / "7.7.1" / NAME).write_bytes(PROGRAM + b"rm -rf ~\n")

    with pytest.raises(LauncherError, match="changes what is downloaded"):
        Release(WANTED, LINUX, server, checksums).make(build, build, Progress(StringIO()))

    assert not os.access(build / "bazel", os.X_OK)


def test_a_server_that_does_not_answer_is_named(checksums: Path, build: Path) -> None:
    nobody = "http://127.0.0.1:9"

    with pytest.raises(Unavailable, match=f"{nobody}/7.7.1/{NAME}: .*refused"):
        Release(WANTED, LINUX, nobody, checksums).make(build, build, Progress(StringIO()))


def test_a_release_that_is_not_there_is_unavailable(server: str, checksums: Path, build: Path, published: Path) -> None:
    (published / "7.7.1" / NAME).unlink()

    with pytest.raises(Unavailable, match="404"):
        Release(WANTED, LINUX, server, checksums).make(build, build, Progress(StringIO()))


def test_nothing_is_downloaded_without_a_checksum(checksums: Path) -> None:
    with pytest.raises(Unavailable, match=r"releases.sha256 has no checksum for bazel-7.9.0-linux-x86_64"):
        _ = Release(Version(7, 9, 0), LINUX, "http://127.0.0.1:9", checksums).key


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("Linux", "x86_64", "linux-x86_64"),
        ("Linux", "aarch64", "linux-arm64"),
        ("Darwin", "arm64", "darwin-arm64"),
        ("Darwin", "x86_64", "darwin-x86_64"),
    ],
)
def test_the_repository_has_the_checksum_for_every_kind_of_machine(system: str, machine: str, name: str) -> None:
    release = Release(WANTED, os.uname_result((system, "host", "1", "#1", machine)))

    assert release.key.startswith(f"bazel-7.7.1-{name}-")
