"""One question to git."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """The exit code of git, what it printed, and what it said of an error."""

    code: int
    output: bytes
    error: str

    @property
    def text(self) -> str:
        """The output, with bytes that are not UTF-8 as `os.fsdecode` makes them: file names come back as they are."""
        return self.output.decode("utf-8", "surrogateescape")


def ask(root: Path, *arguments: str, given: str = "") -> Answer | None:
    """Return what git answers in the folder `root`, `given` on its standard input; None when there is no git to ask."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=given.encode("utf-8", "surrogateescape"), capture_output=True, check=False)
    except OSError:
        return None
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())
