"""Findings as SARIF 2.1.0, for code review tools."""

from collections.abc import Iterable, Mapping
from typing import Any

from tools.ferry.model import Finding, Inventory

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


_KINDS: Mapping[str, str] = {
    "call": "a method of the facade is called",
    "construct": "the facade is built",
    "accessor": "a function that returns the facade is called",
    "reference": "the facade, a method or an accessor is named without a call",
    "mock": "a test replaces the facade or one of its methods",
    "annotation": "the facade stands in an annotation",
    "unknown": "a method's name on a receiver that nothing explains",
}


def inventory_sarif(inventory: Inventory) -> dict[str, Any]:
    """Return the uses as notes, and what is unknown as warnings: neither is an error of the code."""
    found = [
        Finding(s.file, s.line, s.column, s.kind, f"{s.receiver}.{s.method} [{s.evidence}]".lstrip("."))
        for s in inventory.sites
    ]
    found += [
        Finding(u.file, u.line, 1, "unknown", f"{u.receiver}.{u.method}: {u.cause}") for u in inventory.unknown
    ]  # fmt: skip
    log = sarif(sorted(found), _KINDS)
    for result in log["runs"][0]["results"]:
        result["level"] = "warning" if result["ruleId"] == "unknown" else "note"
    return log
