"""Running the migration engine on a tree."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLEAN, FINDINGS = 0, 1


class FerryError(Exception):
    """The engine could not do what it was asked; the message is its own."""


@dataclass(frozen=True)
class Ferry:
    """The engine's program and the ferry.toml that it follows."""

    program: Path
    config: Path

    def apply(self, tree: Path, step: str, *arguments: str) -> dict[str, Any]:
        """Carry out one step on the tree, whatever repository surrounds it, and return the engine's report."""
        return self.facts(tree, "apply", step, "--allow-dirty", *arguments)

    def facts(self, tree: Path, *arguments: str) -> dict[str, Any]:
        """Run one command on the tree and return its JSON, findings or not; raises `FerryError` when it fails.

        A program that breaks before it starts ends with the code of findings too: without its JSON it has failed.
        """
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [str(self.program), "--root", str(tree), "--config", str(self.config), *arguments]
            done = subprocess.run(
                [*command, "--json", str(report)], capture_output=True, text=True, env=_environment(), check=False
            )
            if done.returncode not in {CLEAN, FINDINGS} or not report.exists():
                said = f"{done.stderr}{done.stdout}".strip()
                raise FerryError(f"ferry {' '.join(arguments)} ended with {done.returncode}:\n{said}")
            facts: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
            return facts


def _environment() -> dict[str, str]:
    """What a program needs anywhere; not what makes it look for this one's files, or measure itself as a part of it."""
    kept = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: os.environ[name] for name in kept if name in os.environ}
