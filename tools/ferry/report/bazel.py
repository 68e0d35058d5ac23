"""The steps as Bazel targets: a BUILD file beside the code base's `ferry.toml`."""

from collections.abc import Sequence

from tools.ferry.model import Plan

_HEAD = '''\
"""The migration of {facade}, made by `ferry plan --bazel`.

`bazel test //...` here builds the tree of each step and runs the tree's own tests on it.
"""

load(
    "@ferry//tools/build/migration:defs.bzl",
    "migration_source",
    "migration_status",
    "migration_step",
    "migration_step_test",
)

CONFIG = "ferry.toml"

# What the code base and its tests import; the names are those of your own lock.
PACKAGES = [
{packages}]

# Step -> the steps that it needs.
NEEDS = {{
{needs}}}

migration_source(
    name = "{source}",
    srcs = glob(
        ["**"],
        exclude = [
            "**/__pycache__/**",
            "**/.*/**",
            "BUILD.bazel",
        ],
    ),
)

[
    migration_step(
        name = step,
        config = CONFIG,
        needs = [":" + need for need in needs] or [":{source}"],
    )
    for step, needs in NEEDS.items()
]

[
    migration_step_test(
        name = step + "_test",
        config = CONFIG,
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


def plan_bazel(plan: Plan, facade: str, packages: Sequence[str]) -> str:
    """Return a BUILD file with a target and a test for each step; `packages` are import names from outside the tree."""
    ids = [step.id for step in plan.steps]
    steps = sorted(plan.steps, key=lambda step: step.id)
    needs = "".join(f'    "{step.id}": [{", ".join(_quoted(step.needs))}],\n' for step in steps)
    return _HEAD.format(
        facade=facade,
        packages="".join(f'    "@pypi//{name}",\n' for name in packages),
        needs=needs,
        source="legacy" if "legacy" not in ids else "start",
        steps="".join(f'        ":{name}",\n' for name in ids),
    )


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]
