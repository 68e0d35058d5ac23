"""Where a migration stands."""

load("@rules_python//python:py_binary.bzl", "py_binary")

_PROGRAM = Label("//tools/migration:status.py")
_LIBRARY = Label("//tools/migration:status")

def _status_page_impl(ctx):
    page = ctx.actions.declare_file(ctx.label.name + ".html")
    args = ctx.actions.args()
    args.add("--page", page)
    args.add_all(ctx.files.steps, expand_directories = False)
    ctx.actions.run(
        executable = ctx.executable._status_page,
        arguments = [args],
        inputs = [file for file in ctx.files.steps if file.extension == "json"],
        outputs = [page],
        mnemonic = "MigrationStatus",
        progress_message = "Drawing the burn-down %{label}",
    )
    return [DefaultInfo(files = depset([page]))]

_status_page = rule(
    implementation = _status_page_impl,
    doc = "Draws the burn-down of the steps as one HTML page.",
    attrs = {
        "steps": attr.label_list(mandatory = True, allow_empty = False),
        "_status_page": attr.label(
            default = Label("//tools/migration:status_page"),
            executable = True,
            cfg = "exec",
        ),
    },
)

def migration_status(name, steps, visibility = None):
    """A program that shows the burn-down of a migration in the terminal and names the page that shows it too.

    Args:
        name: of the program; the page is the target NAME_page.
        steps: the `migration_step`s, in the order of the plan.
        visibility: as for every target.
    """
    page = name + "_page"
    _status_page(
        name = page,
        steps = steps,
        visibility = visibility,
    )
    py_binary(
        name = name,
        srcs = [_PROGRAM],
        args = ["--page $(rootpath :{})".format(page)] + ["$(rootpaths {})".format(step) for step in steps],
        data = [":" + page] + steps,
        main = _PROGRAM,
        visibility = visibility,
        deps = [_LIBRARY],
    )
