"""Findings as SARIF 2.1.0, for code review tools."""

from collections.abc import Iterable, Mapping
from typing import Any

from tools.ferry.model import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Iterable[Finding], rules: Mapping[str, str]) -> dict[str, Any]:
    """Return the findings as one SARIF run; `rules` maps a rule's name to what it means."""
    driver = {
        "name": "ferry",
        "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in sorted(rules.items())],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": [
        _result(finding) for finding in findings
    ]}]}  # fmt: skip


def _result(finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    place = {"physicalLocation": {"artifactLocation": {"uri": finding.file}, "region": region}}
    return {"ruleId": finding.rule, "level": "error", "message": {"text": finding.message}, "locations": [place]}
