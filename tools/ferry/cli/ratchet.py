"""The ratchet: counts of findings by file and rule, kept in a file, that may only fall."""

import json
from collections import Counter
from pathlib import Path

from tools.ferry.model import Finding


def check_ratchet(path: str, findings: list[Finding]) -> list[str]:
    """Return a line for each count that rose. When none did, the file takes the new, lower counts."""
    file = Path(path)
    now = Counter(f"{finding.file} {finding.rule}" for finding in findings)
    if file.exists():
        before: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))["counts"]
        risen = [f"{key}: {count}, was {before.get(key, 0)}" for key, count in sorted(now.items())
                 if count > before.get(key, 0)]  # fmt: skip
        if risen:
            return risen
    text = json.dumps({"version": 1, "counts": dict(sorted(now.items()))}, indent=2) + "\n"
    file.write_text(text, encoding="utf-8")
    return []
