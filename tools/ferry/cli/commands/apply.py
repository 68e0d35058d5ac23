"""`ferry apply STEP`: one step, all of its files or none."""

import io
import sys
from dataclasses import asdict

from tools.ferry.cli.output import CLEAN, FINDINGS, say, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.report import Terminal, apply_document, page, text
from tools.ferry.rewrite import carry_out, diff, refuse_dirty, require_step, write


def run(request: Request) -> int:
    """Carry out one step; exit code 1 when blockers of the step are left."""
    options = request.options
    require_step(request.config, options.step)
    if not options.diff and not options.allow_dirty:
        refuse_dirty(request.root, besides=request.config_path)
    with request.analysis() as analysis:
        changes = carry_out(analysis, options.step)
    files = sorted(changes.contents)
    difference = diff(request.root, changes) if options.diff else ""
    if not options.diff:
        write(request.root, changes)
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
            sys.stdout.reconfigure(errors="surrogateescape")  # files in other encodings come out as they are
        say(difference, options)
        sys.stderr.write(text(document, Terminal()))
    else:
        show(document, options)
    return FINDINGS if changes.blockers else CLEAN
