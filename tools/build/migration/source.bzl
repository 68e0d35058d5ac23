"""The code base before its first step."""

load("//tools/build/migration:info.bzl", "MigrationInfo")

def _migration_source_impl(ctx):
    tree = ctx.actions.declare_directory(ctx.label.name + ".tree")
    args = ctx.actions.args()
    args.add("--strip-prefix", "/".join([part for part in [ctx.label.package, ctx.attr.strip_prefix] if part]))
    args.add("--tree", tree.path)
    args.add_all(ctx.files.srcs)
    ctx.actions.run(
        executable = ctx.executable._gather,
        arguments = [args],
        inputs = ctx.files.srcs,
        outputs = [tree],
        mnemonic = "MigrationSource",
        progress_message = "Gathering the code base %{label}",
    )
    return [
        DefaultInfo(files = depset([tree]), runfiles = ctx.runfiles(files = [tree])),
        MigrationInfo(applied = [], tree = tree),
    ]

migration_source = rule(
    implementation = _migration_source_impl,
    doc = "Gathers the files of a code base into one folder, the input of its first step.",
    attrs = {
        "srcs": attr.label_list(
            allow_files = True,
            mandatory = True,
            doc = "The files of the code base, tests and settings included.",
        ),
        "strip_prefix": attr.string(
            doc = "The folder of this package that becomes the root of the tree.",
        ),
        "_gather": attr.label(
            default = Label("//tools/migration:gather"),
            executable = True,
            cfg = "exec",
        ),
    },
)
