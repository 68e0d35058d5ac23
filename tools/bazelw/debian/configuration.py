"""How the assembled Bazel is started: a script, a bazelrc, and modules that stand in for those nobody uses."""

import re
import shlex
from pathlib import Path

_OVERRIDE = re.compile(r"--override_module=(\w+)=(/usr/\S+)")

# bazel_tools depends on these, and a Python build reaches into none of them.
_UNUSED_MODULES = ("apple_support", "buildozer", "protobuf", "zlib")

_BUILDOZER = """\
def _empty_impl(rctx):
    rctx.file("BUILD.bazel")

_empty = repository_rule(implementation = _empty_impl)

def _buildozer_binary_impl(_mctx):
    _empty(name = "buildozer_binary")

buildozer_binary = module_extension(implementation = _buildozer_binary_impl)
"""

_SCRIPT = """\
#!/bin/sh
# Starts the Bazel that Ferry's launcher assembled here.
root={entry}
# Downloads of the server trust what the machine trusts, where Java's form of that is kept.
trusted=/etc/ssl/certs/java/cacerts
[ ! -f "$trusted" ] || set -- "--host_jvm_args=-Djavax.net.ssl.trustStore=$trusted" "$@"
exec "$root/usr/bin/bazel" --nosystem_rc --bazelrc="$root/bazelrc" --install_base="$root/usr/share/bazel" \\
  --trust_install_base --server_javabase="$root/java" "$@"
"""


def write_configuration(build: Path, entry: Path) -> None:
    """Writes `bazel`, `bazelrc` and the modules into `build`, for the time when that folder is `entry`."""
    packaged = _packaged_modules(build)
    for module in _UNUSED_MODULES:
        _write_stub(build / "modules" / module)
    stubs = {module: f"/modules/{module}" for module in _UNUSED_MODULES}
    lines = [
        "# The modules that Bazel's own depends on, from Debian's packages; the rest are empty.",
        *(f'common "--override_module={name}={entry}{path}"' for name, path in (packaged | stubs).items()),
        "# The same for a build with WORKSPACE.",
        *(f'common:workspace "--override_repository={name}={entry}{path}"' for name, path in packaged.items()),
    ]
    (build / "bazelrc").write_text("\n".join(lines) + "\n")
    script = build / "bazel"
    script.write_text(_SCRIPT.format(entry=shlex.quote(str(entry))))
    script.chmod(0o755)


def _packaged_modules(build: Path) -> dict[str, str]:
    """Returns the modules that Debian packages with Bazel, and where: what its own bazelrc overrides."""
    rc = (build / "etc/bazel/bazelrc").read_text()
    return {name: path for name, path in _OVERRIDE.findall(rc) if (build / path.lstrip("/")).exists()}


def _write_stub(folder: Path) -> None:
    """Writes a module that satisfies the resolution and holds nothing."""
    folder.mkdir(parents=True)
    (folder / "MODULE.bazel").write_text(f'module(name = "{folder.name}")\n')
    (folder / "BUILD.bazel").touch()
    if folder.name == "buildozer":
        (folder / "buildozer_binary.bzl").write_text(_BUILDOZER)
