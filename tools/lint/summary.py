"""Says at the end what failed and what mends it."""

from collections.abc import Iterator, Sequence

from tools.lint.run import Outcome

FIX = "./bazelw run //tools/lint -- --fix"


def summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield one line a check, then what to do next."""
    width = max(len(outcome.check.name) for outcome in outcomes)
    yield ""
    for outcome in outcomes:
        word = "ok" if outcome.passed else "FAILED"
        yield f"  {word:<6}  {outcome.check.name:<{width}}  {outcome.seconds:5.1f} s"
    failed = [outcome.check for outcome in outcomes if not outcome.passed]
    yield ""
    if not failed:
        yield f"lint: all {len(outcomes)} checks passed"
        return
    yield f"lint: {len(failed)} of {len(outcomes)} checks failed"
    if any(check.fix is not None for check in failed):
        yield f"  mends what a program can mend: {FIX}"
    for check in failed:
        if check.fix is None:
            yield f"  mend by hand what {check.name} reported above"
