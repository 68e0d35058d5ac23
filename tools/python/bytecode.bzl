"""Byte-code of the packages from PyPI, beside their sources in a program's runfiles.

A wheel brings sources only, and a sandbox forgets what Python compiles in it: without this, every test compiles every
module that it imports anew. The files are taken without a look at the source (PEP 552, unchecked), as both come from the same
build; so they hold no time and are the same from every build.
"""

BytecodeInfo = provider(
    doc = "Byte-code of a target and of what it depends on.",
    fields = {"files": "depset of `.pyc` files, each at its place beside its source."},
)

# CPython's tag in the names of compiled files.
_TAG = "cpython-311"

def _compiled_name(source, root):
    """Returns where Python looks for the byte-code of `source`, below the package folder `root`."""
    folder, _, file = source.short_path.removeprefix(root).rpartition("/")
    return "{}/__pycache__/{}.{}.pyc".format(folder, file.removesuffix(".py"), _TAG)

def _bytecode_aspect_impl(target, ctx):
    transitive = [dep[BytecodeInfo].files for dep in getattr(ctx.rule.attr, "deps", []) if BytecodeInfo in dep]
    sources = [file for file in getattr(ctx.rule.files, "srcs", []) if file.extension == "py"]

    # First-party modules are few for each test; an action for each costs more than it saves.
    if not target.label.workspace_name or not sources:
        return [BytecodeInfo(files = depset(transitive = transitive))]
    root = "../{}/".format(target.label.workspace_name)
    compiled = [ctx.actions.declare_file(_compiled_name(source, root)) for source in sources]
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    for source, output in zip(sources, compiled):
        arguments.add(source)
        arguments.add(output)
    ctx.actions.run(
        executable = ctx.executable._compiler,
        arguments = [arguments],
        inputs = sources,
        outputs = compiled,
        env = {"PYTHONHASHSEED": "0"},
        mnemonic = "PyCompile",
        progress_message = "Compiling the modules of %{label}",
    )
    return [BytecodeInfo(files = depset(compiled, transitive = transitive))]

_bytecode_aspect = aspect(
    implementation = _bytecode_aspect_impl,
    attr_aspects = ["deps"],
    attrs = {
        "_compiler": attr.label(
            default = Label("//tools/python:compile_bytecode"),
            cfg = "exec",
            executable = True,
        ),
    },
    doc = "Compiles the modules of every package from another repository.",
)

def _bytecode_impl(ctx):
    files = depset(transitive = [dep[BytecodeInfo].files for dep in ctx.attr.deps if BytecodeInfo in dep])
    return [DefaultInfo(runfiles = ctx.runfiles(transitive_files = files))]

bytecode = rule(
    implementation = _bytecode_impl,
    attrs = {
        "deps": attr.label_list(
            aspects = [_bytecode_aspect],
            doc = "The libraries of the program.",
            providers = [PyInfo],
        ),
    },
    doc = "Byte-code of all packages from PyPI that `deps` use, as `data` of a program that has the same `deps`.",
)
