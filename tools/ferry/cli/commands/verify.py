"""`ferry verify`: proves an async tree with other eyes than those that rewrote it."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools.ferry.cli.output import CLEAN, FINDINGS, say, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.config import Config
from tools.ferry.flip import compare, flip, flip_document, flip_json
from tools.ferry.git import folders_above
from tools.ferry.inventory import take_inventory
from tools.ferry.model import WrongUse, counted
from tools.ferry.ratchet import Rise, turn
from tools.ferry.report import annotation, findings_document, page, sarif
from tools.ferry.verify.rules import RULES
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope, Verdict


def run(request: Request) -> int:
    """Check the tree; exit code 1 when there is a finding, or a count of the ratchet rose."""
    options = request.options
    if options.flip:
        return _flip(request)
    config = _config(request)
    scope = Scope(frozenset(options.migrated), options.strict, not options.no_mypy)
    with request.progress() as progress:
        verdict = verify_tree(request.root, config, scope, progress)
    risen = _risen(request, verdict) if options.ratchet else []
    _write(request, verdict, risen)
    return FINDINGS if risen or (verdict.findings and not options.ratchet) else CLEAN


def _config(request: Request) -> Config | None:
    """Return the configuration; None without a `ferry.toml`: an async tree needs none unless an option names it."""
    options = request.options
    wanted = options.strict or options.migrated or options.config is not None
    if not wanted and not request.config_path.exists():
        return None
    unknown = set(options.migrated) - set(request.config.categories)
    if unknown:
        raise WrongUse(f"--migrated: no such category: {', '.join(sorted(unknown))}")
    return request.config


def _risen(request: Request, verdict: Verdict) -> list[Rise]:
    return turn(Path(request.options.ratchet), verdict.findings, request.root, verdict.looked_for)


def _write(request: Request, verdict: Verdict, risen: list[Rise]) -> None:
    options, found, notes = request.options, verdict.findings, verdict.notes
    write_json(options.json, lambda: _as_json(verdict, risen, has_ratchet=options.ratchet is not None))
    write_form(options.html, lambda: page(findings_document(found, notes)))
    write_json(options.sarif, lambda: sarif(found, RULES, notes, folders_above(request.root)))
    if options.github:
        above = folders_above(request.root)
        rose = {(rise.file, rise.rule) for rise in risen}
        fails = [not options.ratchet or (finding.file, finding.rule) in rose for finding in found]
        lines = [annotation(f, above, fails=failing) for f, failing in zip(found, fails, strict=True)]
    else:
        lines = [f"{f.file}:{f.line}:{f.column}: {f.rule}: {f.message}" for f in found]
    for note in notes:
        sys.stderr.write(f"note: {note}\n")
    for line in [line for rise in risen for line in rise.lines()]:
        sys.stderr.write(f"ratchet: {line}\n")
    say("\n".join([*lines, counted(len(found), "finding")]), options)


def _as_json(verdict: Verdict, risen: list[Rise], *, has_ratchet: bool) -> dict[str, Any]:
    made = {"version": 1, "findings": [asdict(finding) for finding in verdict.findings], "notes": verdict.notes}
    return {**made, "risen": [asdict(rise) for rise in risen]} if has_ratchet else made


def _flip(request: Request) -> int:
    """Ask for the second opinion; exit code 1 when the inventory did not see what mypy saw, or neither can see."""
    options = request.options
    for name in ("sarif", "ratchet", "github", "html", "strict", "migrated"):
        if getattr(options, name):
            raise WrongUse(f"--flip has no --{name}: it compares two opinions, and finds no defects")
    with request.analysis() as analysis:
        inventory = take_inventory(analysis)
    with request.progress() as progress:
        opinion = compare(flip(request.root, request.config, progress), inventory)
    write_json(options.json, lambda: flip_json(opinion))
    show(flip_document(opinion), options)
    return FINDINGS if opinion.missed_by("inventory") or opinion.missed_by("both") or opinion.problem else CLEAN
