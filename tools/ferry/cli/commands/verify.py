"""`ferry verify`: proves an async tree with other eyes than those that rewrote it."""

import sys
from dataclasses import asdict

from tools.ferry.cli.output import CLEAN, FINDINGS, say, write_form, write_json
from tools.ferry.cli.ratchet import check_ratchet
from tools.ferry.cli.request import Request
from tools.ferry.model import WrongUse
from tools.ferry.report import findings_document, page, sarif
from tools.ferry.verify import RULES, Scope, verify_tree


def run(request: Request) -> int:
    """Check the tree; exit code 1 when there is a finding, or a count of the ratchet rose."""
    options = request.options
    unknown = set(options.migrated) - set(request.config.categories)
    if unknown:
        raise WrongUse(f"--migrated: no such category: {', '.join(sorted(unknown))}")
    scope = Scope(frozenset(options.migrated), options.strict, not options.no_mypy)
    with request.progress() as progress:
        progress("checking")
        found = verify_tree(request.root, request.config, scope)
    write_json(options.json, {"version": 1, "findings": [asdict(finding) for finding in found]})
    write_form(options.html, lambda: page(findings_document(found)))
    if options.sarif is not None:
        write_json(options.sarif, sarif(found, RULES))
    for finding in found:
        if options.github:
            place = f"file={finding.file},line={finding.line},col={finding.column}"
            say(f"::error {place},title={finding.rule}::{finding.message}", options)
        else:
            say(f"{finding.file}:{finding.line}:{finding.column}: {finding.rule}: {finding.message}", options)
    say(f"{len(found)} findings", options)
    if options.ratchet:
        risen = check_ratchet(options.ratchet, found)
        for line in risen:
            sys.stderr.write(f"ratchet: {line}\n")
        return FINDINGS if risen else CLEAN
    return FINDINGS if found else CLEAN
