"""Test cases as JUnit XML, the form in which Bazel and CI servers read them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """One test case; it passed when `failure` and `skipped` are None."""

    group: str
    name: str
    failure: str | None = None
    skipped: str | None = None
    seconds: float = 0.0


def read_cases(report: Path) -> list[Case]:
    """The cases of a report that pytest wrote, in its order; an error in a fixture counts as a failure."""
    root = ET.parse(report).getroot()  # noqa: S314 - a file that our own child process wrote
    return [_case(element) for element in root.iter("testcase")]


def _case(element: ET.Element) -> Case:
    texts = {child.tag: child.text or child.get("message") or child.tag for child in element}
    return Case(
        group=element.get("classname", ""),
        name=element.get("name", ""),
        failure=texts.get("failure", texts.get("error")),
        skipped=texts.get("skipped"),
        seconds=float(element.get("time", "0")),
    )


def write_cases(cases: Iterable[Case], report: Path, suite: str) -> None:
    """Write the cases as one suite."""
    cases = list(cases)
    root = ET.Element("testsuites")
    attributes = {
        "name": suite,
        "tests": str(len(cases)),
        "failures": str(sum(case.failure is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.skipped is not None for case in cases)),
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }
    element = ET.SubElement(root, "testsuite", attributes)
    for case in cases:
        _write_case(case, element)
    ET.indent(root)
    report.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _write_case(case: Case, suite: ET.Element) -> None:
    attributes = {"classname": case.group, "name": case.name, "time": f"{case.seconds:.3f}"}
    element = ET.SubElement(suite, "testcase", attributes)
    for tag, text in (("failure", case.failure), ("skipped", case.skipped)):
        if text is not None:
            ET.SubElement(element, tag, {"message": text.strip().splitlines()[0] if text.strip() else tag}).text = text
