"""The commands: each runs the analysis, prints for a person, writes the files that were asked for."""

import sys
from collections import Counter
from dataclasses import asdict

from tools.ferry.cli.explain import explanation
from tools.ferry.cli.output import CLEAN, FINDINGS, say, write_json, write_text
from tools.ferry.cli.ratchet import check_ratchet
from tools.ferry.cli.request import Request, WrongUse
from tools.ferry.inventory import take_inventory
from tools.ferry.plan import analyse, make_plan
from tools.ferry.report import inventory_json, inventory_markdown, plan_json, sarif
from tools.ferry.report.pages import apply_page, findings_page, inventory_page, plan_page
from tools.ferry.rewrite import carry_out, diff, refuse_dirty, write
from tools.ferry.status import status_json, status_page, status_text, take_status
from tools.ferry.verify import RULES, Scope, verify_tree


def inventory(request: Request) -> int:
    """List every use of the facade. Uses are no findings: the exit code is 0, or 1 when a receiver is unknown."""
    options = request.options
    with analyse(request.root, request.config, progress=request.progress) as analysis:
        found = take_inventory(analysis)
    write_json(options.json, inventory_json(found))
    write_text(options.markdown, inventory_markdown(found))
    write_text(options.html, inventory_page(found) if options.html else "")
    if "-" not in {options.json, options.markdown}:
        for site in found.sites:
            what = _what(site.receiver, site.method)
            say(f"{site.file}:{site.line}:{site.column}: {site.kind} {what} [{site.evidence}]")
        for unknown in found.unknown:
            say(f"{unknown.file}:{unknown.line}: unknown {unknown.receiver}.{unknown.method}: {unknown.cause}")
        counts = Counter(site.category for site in found.sites)
        say(f"{len(found.sites)} uses: {', '.join(f'{n} in {c}' for c, n in sorted(counts.items()))}; "
            f"{len(found.unknown)} unknown, {len(found.elsewhere)} of the same name elsewhere")  # fmt: skip
    return FINDINGS if found.unknown else CLEAN


def _what(receiver: str, method: str) -> str:
    return f"{receiver}.{method}" if receiver else method


def plan(request: Request) -> int:
    """Show what must become async; exit code 1 when a person is needed."""
    options = request.options
    with analyse(request.root, request.config, progress=request.progress) as analysis:
        made = make_plan(analysis)
    write_json(options.json, plan_json(made))
    write_text(options.html, plan_page(made) if options.html else "")
    if options.json != "-":
        for step in made.steps:
            say(
                f"{step.id} ({step.kind}): {len(step.functions)} functions, {step.sites} sites, {len(step.files)} files"
            )
        for function in made.functions:
            say(f"{function.file}:{function.line}: {function.reason}")
        for gap in made.gaps:
            say(f"gap: the target has no counterpart of `{gap}`")
        for blocker in made.blockers:
            say(f"{blocker.file}:{blocker.line}: {blocker.kind}: {blocker.reason}; {blocker.recipe}")
        say(f"{len(made.functions)} functions become async, {len(made.blockers)} blockers, {len(made.gaps)} gaps")
    return FINDINGS if made.blockers or made.gaps else CLEAN


def apply(request: Request) -> int:
    """Carry out one step; exit code 1 when blockers of the step are left."""
    options = request.options
    if not options.diff and not options.allow_dirty:
        refuse_dirty(request.root)
    with analyse(request.root, request.config, progress=request.progress) as analysis:
        request.progress(f"rewriting for {options.step}")
        changes = carry_out(analysis, options.step)
    files = sorted(changes.contents)
    if options.diff:
        say(diff(request.root, changes) or "nothing to change", options.json)
    else:
        write(request.root, changes)
    facts = {
        "version": 1, "step": options.step, "written": not options.diff, "files": files, "edits": changes.edits,
        "blockers": [asdict(blocker) for blocker in changes.blockers], "notes": changes.notes,
    }  # fmt: skip
    write_json(options.json, facts)
    write_text(options.html, apply_page(options.step, files, changes.blockers, changes.notes) if options.html else "")
    if not options.diff:
        for line in (*files, *changes.notes, *(f"{b.file}:{b.line}: {b.kind}: {b.reason}" for b in changes.blockers)):
            say(line, options.json)
        say(
            f"{options.step}: {len(files)} files, {changes.edits} edits, {len(changes.blockers)} blockers", options.json
        )
    return FINDINGS if changes.blockers else CLEAN


def verify(request: Request) -> int:
    """Check the tree; exit code 1 when there is a finding, or a count of the ratchet rose."""
    options = request.options
    unknown = set(options.migrated) - set(request.config.categories)
    if unknown:
        raise WrongUse(f"--migrated: no such category: {', '.join(sorted(unknown))}")
    request.progress("checking")
    scope = Scope(frozenset(options.migrated), options.strict, not options.no_mypy)
    found = verify_tree(request.root, request.config, scope)
    write_json(options.json, {"version": 1, "findings": [asdict(finding) for finding in found]})
    write_text(options.html, findings_page(found) if options.html else "")
    if options.sarif:
        write_json(options.sarif, sarif(found, RULES))
    for finding in found:
        if options.github:
            place = f"file={finding.file},line={finding.line},col={finding.column}"
            say(f"::error {place},title={finding.rule}::{finding.message}", options.json)
        else:
            say(f"{finding.file}:{finding.line}:{finding.column}: {finding.rule}: {finding.message}", options.json)
    say(f"{len(found)} findings", options.json)
    if options.ratchet:
        risen = check_ratchet(options.ratchet, found)
        for line in risen:
            sys.stderr.write(f"ratchet: {line}\n")
        return FINDINGS if risen else CLEAN
    return FINDINGS if found else CLEAN


def status(request: Request) -> int:
    """Show the burn-down; always 0: being on the way is no finding."""
    options = request.options
    with analyse(request.root, request.config, progress=request.progress) as analysis:
        found = take_status(analysis)
    write_json(options.json, status_json(found))
    write_text(options.html, status_page(found) if options.html else "")
    say(status_text(found, colour=sys.stdout.isatty()), options.json)
    return CLEAN


def explain(request: Request) -> int:
    """Explain a function's colour, a kind of blocker, or a rule of `verify`."""
    text = explanation(request)
    if text is None:
        raise WrongUse(f"{request.options.name}: neither a function of the tree nor a blocker or rule")
    say(text)
    return CLEAN
