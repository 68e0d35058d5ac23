"""A build event file as Bazel writes it."""

import json
from pathlib import Path


def configured(label: str) -> str:
    return json.dumps({"id": {"targetConfigured": {"label": label}}, "configured": {"testSize": "SMALL"}})


def summarised(label: str, status: str) -> str:
    return json.dumps({"id": {"testSummary": {"label": label}}, "testSummary": {"overallStatus": status}})


def result(
    label: str, status: str = "PASSED", *, shard: int = 1, attempt: int = 1, cached: bool = False, **files: Path
) -> str:
    """A result; files by Bazel's names with `_` for `.`."""
    return json.dumps(
        {
            "id": {"testResult": {"label": label, "run": 1, "shard": shard, "attempt": attempt}},
            "testResult": {
                "status": status,
                "cachedLocally": cached,
                "testAttemptDuration": "1.500s",
                "testActionOutput": [
                    {"name": name.replace("_", "."), "uri": path.as_uri()} for name, path in files.items()
                ],
            },
        }
    )
