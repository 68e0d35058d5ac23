"""One step of a migration: from the tree of its predecessor to its own."""

load("//tools/build/migration:info.bzl", "MigrationInfo")

def _joined(needs):
    """Chooses where a step starts and what its start lacks.

    Args:
        needs: list of MigrationInfo, in the order of the plan.

    Returns:
        A tuple of the MigrationInfo that holds the most steps (the first of several) and the list of the ids that the
        others hold and it does not, in the order of `needs`.
    """
    start = needs[0]
    for need in needs[1:]:
        if len(need.applied) > len(start.applied):
            start = need
    lacking = {step: None for need in needs for step in need.applied if step not in start.applied}
    return start, lacking.keys()

def _build(ctx, steps, start):
    name = ctx.label.name
    tree = ctx.actions.declare_directory(name + ".tree")
    files = [ctx.actions.declare_file(name + suffix) for suffix in [".json", ".html", ".diff"]]
    applied = start.applied + steps

    args = ctx.actions.args()
    args.add("--ferry", ctx.executable._ferry)
    args.add("--config", ctx.file.config)
    args.add("--start", start.tree.path)
    args.add("--tree", tree.path)
    args.add_all(files, before_each = "--output")
    args.add_all(start.applied, before_each = "--applied")
    args.add_all(steps, before_each = "--apply")
    ctx.actions.run(
        executable = ctx.executable._build_step,
        arguments = [args],
        inputs = [ctx.file.config, start.tree] + ctx.files.data,
        tools = [ctx.attr._ferry[DefaultInfo].files_to_run],
        outputs = [tree] + files,
        env = {"FERRY_CACHE_DIR": ""},  # an action leaves nothing behind but its outputs
        mnemonic = "MigrationStep",
        progress_message = "Migrating %{label}",
    )
    outputs = [tree] + files
    return [
        DefaultInfo(files = depset(outputs), runfiles = ctx.runfiles(files = outputs)),
        MigrationInfo(applied = applied, tree = tree),
    ]

def _migration_step_impl(ctx):
    start, lacking = _joined([need[MigrationInfo] for need in ctx.attr.needs])
    step = ctx.attr.step or ctx.label.name
    if step in start.applied + lacking:
        fail("{}: a step that it needs has applied {} already; take that one out of the needs".format(ctx.label, step))
    return _build(ctx, lacking + [step], start)

def _migration_join_impl(ctx):
    start, lacking = _joined([need[MigrationInfo] for need in ctx.attr.needs])
    if not lacking:
        fail("{}: one of its needs holds all the others; use that one".format(ctx.label))
    return _build(ctx, lacking, start)

_ATTRS = {
    "config": attr.label(
        allow_single_file = [".toml"],
        mandatory = True,
        doc = "The ferry.toml that describes the steps.",
    ),
    "data": attr.label_list(
        allow_files = True,
        doc = "What the step lays over the tree: the `completed` folder of its kind.",
    ),
    "needs": attr.label_list(
        mandatory = True,
        allow_empty = False,
        providers = [MigrationInfo],
        doc = "The steps that come before this one, in the order of the plan.",
    ),
    "_build_step": attr.label(
        default = Label("//tools/migration:build_step"),
        executable = True,
        cfg = "exec",
    ),
    "_ferry": attr.label(
        default = Label("//tools/ferry"),
        executable = True,
        cfg = "exec",
    ),
}

migration_step = rule(
    implementation = _migration_step_impl,
    doc = "Applies one step of ferry.toml.",
    attrs = dict(
        _ATTRS,
        step = attr.string(doc = "The id of the step in ferry.toml; by default the name of this target."),
    ),
)

migration_join = rule(
    implementation = _migration_join_impl,
    doc = "Brings steps that do not need each other into one tree, in the order in which they are listed.",
    attrs = _ATTRS,
)
