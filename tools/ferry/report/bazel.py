"""The steps as Bazel targets: a BUILD file beside the code base's `ferry.toml`."""

from collections.abc import Iterable, Mapping, Sequence

from tools.ferry.config import Config
from tools.ferry.model import Plan, WrongUse

_HEAD = '''\
"""The migration of {facade}, made by `ferry plan --bazel`.

`bazel test //...` here builds the tree of each step and runs the tree's own tests on it. This folder has to be the top
of a Bazel workspace. Its .bazelrc has the line `common --noenable_workspace`; its MODULE.bazel has Ferry's repository,
and a lock of what the code base and its tests import:

    bazel_dep(name = "ferry")
    local_path_override(module_name = "ferry", path = "…")
    bazel_dep(name = "rules_python", version = "0.22.1")
    pip = use_extension("@rules_python//python/extensions:pip.bzl", "pip")
    pip.parse(name = "pip", incompatible_generate_aliases = True, requirements_lock = "//:requirements_lock.txt")
    use_repo(pip, "pip")
"""

load(
    "@ferry//tools/build/migration:defs.bzl",
    "migration_source",
    "migration_status",
    "migration_step",
    "migration_step_test",
)

CONFIG = "ferry.toml"

# What the code base and its tests import. Names are those of imports: your lock may have others. Add what is loaded by
# name only, such as database drivers, and httpx where a test has FastAPI's TestClient.
PACKAGES = [
{packages}]

# Step -> the steps that it needs.
NEEDS = {{
{needs}}}

# Step -> what a person completed for it.
COMPLETED = {{
{completed}}}

# Step -> tests that cannot run after it, until a later step deletes them.
ORPHANS = {{
{orphans}}}

migration_source(
    name = "{source}",
    srcs = glob(
        ["**"],
        exclude = [
            "**/__pycache__/**",
            "**/.*",
            "**/.*/**",
            "BUILD.bazel",
            "MODULE.bazel",
            "MODULE.bazel.lock",
            "bazel-*/**",
            CONFIG,
        ] + [folder + "/**" for folder in COMPLETED.values()],
    ),
)

[
    migration_step(
        name = step,
        config = CONFIG,
        data = glob([COMPLETED[step] + "/**"]) if step in COMPLETED else [],
        needs = [":" + need for need in needs] or [":{source}"],
    )
    for step, needs in NEEDS.items()
]

[
    migration_step_test(
        name = step + "_test",
        config = CONFIG,
        data = glob([COMPLETED[step] + "/**"]) if step in COMPLETED else [],
        ignore = ORPHANS.get(step, []),
        step = ":" + step,
        deps = PACKAGES,
    )
    for step in ["{source}"] + NEEDS.keys()
]

# The order of the plan.
migration_status(
    name = "status",
    steps = [
{steps}    ],
)
'''


def plan_bazel(plan: Plan, config: Config, packages: Sequence[str]) -> str:
    """Return a BUILD file with a target and a test for each step; `packages` are import names from outside the tree.

    Raises:
        WrongUse: when a step is not in ferry.toml, which its target would read, or needs files that Bazel cannot see.
    """
    if not config.steps:
        raise WrongUse(f"{config.path}: steps: --bazel wants [[steps]]: write those that `ferry plan` proposes")
    ids = [step.id for step in plan.steps]
    needs = {step.id: step.needs for step in plan.steps}
    return _HEAD.format(
        facade=config.facade,
        packages="".join(f'    "@pip//{name}",\n' for name in _with_plugins(packages)),
        needs=_table(needs),
        completed="".join(f'    "{step}": "{folder}",\n' for step, folder in sorted(_completed(config).items())),
        orphans=_table(_orphans(config, needs)),
        source="legacy" if "legacy" not in ids else "start",
        steps="".join(f'        ":{name}",\n' for name in ids),
    )


def _with_plugins(packages: Iterable[str]) -> list[str]:
    """Return the packages with what migrated tests run with."""
    found = set(packages)
    return sorted(found | {"pytest_asyncio"} if "pytest" in found else found)


def _completed(config: Config) -> dict[str, str]:
    found = {step.id: step.text("completed").rstrip("/") for step in config.steps if step.text("completed")}
    for step in config.steps:
        if step.text("completed").startswith(("..", "/")):
            reason = f"Bazel sees only what lies beside ferry.toml, not {step.text('completed')}"
            raise WrongUse(f"{config.path}:{step.line}: steps.completed: {reason}")
    return found


def _orphans(config: Config, needs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return for each step the facade's own tests that the deletion of the facade has left in its tree."""
    found: dict[str, tuple[str, ...]] = {}
    for step_id in needs:
        kinds = {step.id: step.kind for step in config.steps}
        before = _before(step_id, needs)
        gone = [s for s in config.steps if s.kind == "delete_tests" and s.id not in before]
        left = tuple(file for step in gone for file in step.texts("files") if file.endswith(".py"))
        if left and any(kinds.get(step) == "delete" for step in before):
            found[step_id] = left
    return found


def _before(step_id: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the step and all that it needs."""
    found = {step_id}
    for need in needs.get(step_id, ()):
        found |= _before(need, needs)
    return found


def _table(entries: Mapping[str, Sequence[str]]) -> str:
    return "".join(f'    "{key}": [{", ".join(_quoted(entries[key]))}],\n' for key in sorted(entries))


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]
