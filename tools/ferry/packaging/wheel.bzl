"""Ferry as a wheel."""

def _wheel_impl(ctx):
    # The name is for pip, which takes nothing else.
    wheel = ctx.actions.declare_file("{}-{}-py3-none-any.whl".format(ctx.attr.distribution, ctx.attr.version))
    files = depset(transitive = [dep[DefaultInfo].default_runfiles.files for dep in ctx.attr.deps])
    sources = ctx.files.srcs + [
        file
        for file in files.to_list()
        if file.short_path.startswith("tools/ferry/") and file.extension in ["py", "j2"]
    ]
    args = ctx.actions.args()
    args.add("--pyproject", ctx.file._pyproject)
    args.add("--readme", ctx.file._readme)
    args.add("--license", ctx.file._license)
    args.add("--output", wheel)
    args.add_all(sources)
    extra = [ctx.file._pyproject, ctx.file._readme, ctx.file._license]
    ctx.actions.run(
        executable = ctx.executable._build_wheel,
        arguments = [args],
        inputs = sources + extra,
        outputs = [wheel],
        mnemonic = "FerryWheel",
        progress_message = "Packing %{label}",
    )
    return [DefaultInfo(files = depset([wheel]), runfiles = ctx.runfiles(files = [wheel]))]

ferry_wheel = rule(
    implementation = _wheel_impl,
    doc = "Packs the modules of ferry, and the files that they read, as a wheel that pip installs.",
    attrs = {
        "deps": attr.label_list(
            mandatory = True,
            providers = [PyInfo],
            doc = "The libraries of the program, with all that they use of ferry.",
        ),
        "distribution": attr.string(
            mandatory = True,
            doc = "The name in pyproject.toml, as in the name of a wheel: with `_` for `-`.",
        ),
        "srcs": attr.label_list(
            allow_files = [".py"],
            doc = "Modules that no library has.",
        ),
        "version": attr.string(
            mandatory = True,
            doc = "That of tools/ferry/__init__.py.",
        ),
        "_build_wheel": attr.label(
            default = Label("//tools/ferry/packaging:build_wheel"),
            executable = True,
            cfg = "exec",
        ),
        "_license": attr.label(
            default = Label("//:LICENSE"),
            allow_single_file = True,
        ),
        "_pyproject": attr.label(
            default = Label("//tools/ferry/packaging:pyproject.toml"),
            allow_single_file = True,
        ),
        "_readme": attr.label(
            default = Label("//tools/ferry/packaging:README.md"),
            allow_single_file = True,
        ),
    },
)
