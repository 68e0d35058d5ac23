"""Findings as SARIF 2.1.0, for code review tools."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from tools.ferry.model import Finding, Inventory

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(
    findings: Iterable[Finding], rules: Mapping[str, str], notes: Sequence[str] = (), above: str = ""
) -> dict[str, Any]:
    """Return the findings as one SARIF run; `rules` maps a rule's name to what it means.

    `notes` say what could not be looked at, `above` leads from the repository's top to the tree. A fingerprint knows a
    finding again when lines above it come or go.
    """
    driver: dict[str, Any] = {
        "name": "ferry",
        "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in sorted(rules.items())],
    }
    told = [{"level": "warning", "message": {"text": note}} for note in notes]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": told}],
        "results": _results(findings, [rule["id"] for rule in driver["rules"]], above),
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(findings: Iterable[Finding], rules: Sequence[str], above: str) -> list[dict[str, Any]]:
    seen = Counter[tuple[str, str, str]]()
    results = []
    for finding in findings:
        same = (finding.file, finding.rule, finding.message)
        seen[same] += 1
        identity = f"{'|'.join(same)}|{seen[same]}"
        results.append(_result(finding, rules.index(finding.rule), identity, above + finding.file))
    return results


def _result(finding: Finding, index: int, identity: str, file: str) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    place = {"artifactLocation": {"uri": quote(_bytes(file)), "uriBaseId": "%SRCROOT%"}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"ferry/v1": hashlib.sha256(_bytes(identity)).hexdigest()},
    }


def _bytes(text: str) -> bytes:
    """Return UTF-8, with the bytes of a file's name that is in another encoding as they are."""
    return text.encode("utf-8", "surrogateescape")


_KINDS: Mapping[str, str] = {
    "call": "a method of the facade is called",
    "construct": "the facade is built",
    "accessor": "a function that returns the facade is called",
    "reference": "the facade, a method or an accessor is named without a call",
    "mock": "a test replaces the facade or one of its methods",
    "annotation": "the facade stands in an annotation",
    "unknown": "a method's name on a receiver that nothing explains",
}


def inventory_sarif(inventory: Inventory, above: str) -> dict[str, Any]:
    """Return the uses as notes, and what is unknown as warnings: neither is an error of the code."""
    found = [
        Finding(s.file, s.line, s.column, s.kind, f"{s.receiver}.{s.method} [{s.evidence}]".lstrip("."))
        for s in inventory.sites
    ]
    found += [
        Finding(u.file, u.line, 1, "unknown", f"{u.receiver}.{u.method}: {u.cause}") for u in inventory.unknown
    ]  # fmt: skip
    log = sarif(sorted(found), _KINDS, above=above)
    for result in log["runs"][0]["results"]:
        result["level"] = "warning" if result["ruleId"] == "unknown" else "note"
    return log
