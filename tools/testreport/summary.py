"""The summary of a run for a person."""

from collections.abc import Mapping

from tools.testreport.cases import Count, count_target
from tools.testreport.results import Target

_SLOWEST = 5


def summary(targets: Mapping[str, Target]) -> list[str]:
    """Returns the lines about the targets: how many, which were slow, which failed and where their logs are."""
    ran = [target for target in targets.values() if any(not attempt.cached for attempt in target.attempts)]
    silent = [target for target in targets.values() if not target.attempts]
    unchanged = len(targets) - len(ran) - len(silent)
    lines = [f"{len(targets)} test targets: {len(ran)} ran, {unchanged} unchanged since they last passed"]
    if silent:
        lines[0] += f", {len(silent)} did not run"
    slowest = sorted(ran, key=_seconds, reverse=True)[:_SLOWEST]
    if slowest:
        lines += ["", "slowest:", *(f"  {_seconds(target):6.1f} s  {target.label}" for target in slowest)]
    failed = [target for target in targets.values() if not target.passed]
    if failed:
        lines += ["", "failed:"]
        for target in failed:
            lines.append(f"  {target.label} ({target.status.lower().replace('_', ' ')})")
            lines += [f"    {log}" for log in _logs(target)]
    return lines


def total(targets: Mapping[str, Target], *, bazel_failed: bool = False) -> Count:
    """Returns the number of test cases over all targets.

    When Bazel failed and no case did, that is one failure: a package that does not load has tests that nobody knows.
    """
    count = sum((count_target(target) for target in targets.values()), Count())
    return count + Count(failed=1) if bazel_failed and not count.failed else count


def _seconds(target: Target) -> float:
    return max((attempt.seconds for attempt in target.attempts), default=0.0)


def _logs(target: Target) -> list[str]:
    bad = [attempt for attempt in target.attempts if attempt.status != "PASSED"]
    return [str(attempt.files["test.log"]) for attempt in bad if "test.log" in attempt.files]
