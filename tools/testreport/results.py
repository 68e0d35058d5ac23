"""What Bazel says about the tests of one run, from its build event file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PASSED = "PASSED"


@dataclass
class Attempt:
    """The last attempt of one shard of a target.

    Attributes:
        status: Bazel's: PASSED, FAILED, TIMEOUT, …
        seconds: how long it took when it ran.
        cached: it did not run now.
        files: what it left, by Bazel's names: `test.log`, `test.xml`, `test.lcov`.
    """

    status: str
    seconds: float
    cached: bool
    files: Mapping[str, Path]


@dataclass
class Target:
    """A test target of the run.

    Attributes:
        label: as in the BUILD file.
        status: Bazel's verdict over all its shards; `NO_STATUS` where it was not built.
        attempts: the last one of every shard.
    """

    label: str
    status: str = "NO_STATUS"
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether Bazel counts it as passed; a flaky one is, when it says so itself."""
        return self.status in {PASSED, "FLAKY"}


def read_results(events: Iterable[str]) -> dict[str, Target]:
    """Reads a build event file, line by line; returns the test targets by their labels.

    Raises:
        ValueError: a line is no JSON, as when Bazel was killed in the middle of it.
    """
    attempts: dict[tuple[str, int, int], tuple[int, Attempt]] = {}
    targets: dict[str, Target] = {}
    for line in filter(str.strip, events):
        event = json.loads(line)
        identity = event.get("id", {})
        if "testResult" in identity and "testResult" in event:
            place, number = _place(identity["testResult"])
            targets.setdefault(place[0], Target(place[0]))
            if place not in attempts or attempts[place][0] < number:
                attempts[place] = (number, _attempt(event["testResult"]))
        elif "testSummary" in identity:
            label = identity["testSummary"]["label"]
            targets.setdefault(label, Target(label)).status = event.get("testSummary", {}).get(
                "overallStatus", "NO_STATUS"
            )
        elif "targetConfigured" in identity and event.get("configured", {}).get("testSize"):
            label = identity["targetConfigured"]["label"]
            targets.setdefault(label, Target(label))
    for (label, _, _), (_, attempt) in sorted(attempts.items()):
        targets[label].attempts.append(attempt)
    return targets


def _place(identity: Mapping[str, Any]) -> tuple[tuple[str, int, int], int]:
    """Returns which run and shard of which target a result belongs to, and the number of the attempt."""
    return (identity["label"], identity.get("run", 1), identity.get("shard", 1)), identity.get("attempt", 1)


def _attempt(result: Mapping[str, Any]) -> Attempt:
    files = {output["name"]: _path(output["uri"]) for output in result.get("testActionOutput", []) if "uri" in output}
    seconds = float(str(result.get("testAttemptDuration", "0s")).removesuffix("s"))
    remote = result.get("executionInfo", {}).get("cachedRemotely", False)
    return Attempt(result.get("status", "NO_STATUS"), seconds, bool(result.get("cachedLocally", remote)), files)


def _path(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))
