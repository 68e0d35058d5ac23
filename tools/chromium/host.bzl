"""Makes Chromium and the library of its driver, or their absence, inputs of the tests that need them."""

_NAMES = ["chromium", "chromium-browser", "google-chrome"]
_LIBRARY = ["/usr/lib/x86_64-linux-gnu/libatomic.so.1", "/usr/lib64/libatomic.so.1", "/usr/lib/libatomic.so.1"]

def _host_chromium_impl(rctx):
    found = [program for program in [rctx.which(name) for name in _NAMES] if program]

    # A program that appears or changes later makes this repository anew, and with it the results of its tests.
    for program in found[:1] or [rctx.path("/usr/bin/" + name) for name in _NAMES]:
        rctx.watch(program)
    version = rctx.execute([found[0], "--version"]).stdout if found else "none\n"
    libraries = [rctx.path(name) for name in _LIBRARY]
    for library in libraries:
        rctx.watch(library)
    driven = any([library.exists for library in libraries])
    rctx.file("version.txt", version + ("with" if driven else "without") + " libatomic\n")
    rctx.file("BUILD.bazel", 'exports_files(["version.txt"], visibility = ["//visibility:public"])\n')

host_chromium = repository_rule(
    implementation = _host_chromium_impl,
    configure = True,
    doc = """The version of this machine's Chromium, or `none`, in `//:version.txt`, and whether libatomic is there.

    A browser test has it as data: a test that was skipped for want of a browser runs once there is one, though nothing in
    the workspace has changed.
    """,
)

def _host_impl(_module_ctx):
    host_chromium(name = "host_chromium")

host = module_extension(
    implementation = _host_impl,
    doc = "Makes `host_chromium` for the mode with MODULE.bazel.",
)
