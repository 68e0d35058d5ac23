"""`ferry apply STEP`: one step, all of its files or none; a `verify` step changes nothing and is checked."""

import io
import sys
from dataclasses import asdict

from tools.ferry.cli.output import CLEAN, FINDINGS, say, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.model import Blocker
from tools.ferry.report import Terminal, apply_document, page, text
from tools.ferry.rewrite import (
    Changes,
    carry_out,
    diff,
    ended_in_order,
    refuse_cut_off,
    refuse_dirty,
    refuse_ignored,
    require_step,
    write,
)
from tools.ferry.verify.rules import RULES
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope


def run(request: Request) -> int:
    """Carry out one step; exit code 1 when blockers of the step are left."""
    options = request.options
    step = require_step(request.config, options.step)
    changes = _verified(request) if step.kind == "verify" else _carried_out(request)
    files = sorted(changes.contents)
    difference = diff(request.root, changes) if options.diff else ""
    facts = {
        "version": 1, "step": options.step, "written": not options.diff, "files": files, "edits": changes.edits,
        "blockers": [asdict(blocker) for blocker in changes.blockers], "notes": changes.notes,
    }  # fmt: skip
    readable = difference.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    write_json(options.json, lambda: {**facts, "diff": readable} if options.diff else facts)
    document = apply_document(options.step, files, changes.blockers, changes.notes, written=not options.diff)
    if options.diff:
        # Standard output is the difference alone, for `git apply`; what it leaves to a person goes beside it.
        write_form(options.html, lambda: page(document))
        if isinstance(sys.stdout, io.TextIOWrapper):
            # Files in other encodings come out as they are, whatever that of the terminal is.
            sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
        say(difference, options)
        sys.stderr.write(text(document, Terminal()))
    else:
        show(document, options)
    return FINDINGS if changes.blockers else CLEAN


def _carried_out(request: Request) -> Changes:
    """Return what the step changes; it is written unless only the difference is asked for."""
    options = request.options
    is_checked = not options.diff and not options.allow_dirty
    with ended_in_order():
        if not options.diff:
            refuse_cut_off(request.root)
        if is_checked:
            refuse_dirty(request.root, besides=request.config_path)
        with request.analysis() as analysis:
            changes = carry_out(analysis, options.step)
        if is_checked:
            refuse_ignored(request.root, changes)
        if not options.diff:
            write(request.root, changes)
    return changes


def _verified(request: Request) -> Changes:
    """Change nothing; what `ferry verify --strict` finds is what is left."""
    with request.progress() as progress:
        verdict = verify_tree(request.root, request.config, Scope(strict=True), progress)
    left = [Blocker(f.file, f.line, f.rule, f.message, RULES[f.rule]) for f in verdict.findings]
    return Changes(blockers=left, notes=list(verdict.notes))
