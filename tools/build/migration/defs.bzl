"""Rules for a migration whose steps are build targets.

    load("//tools/build/migration:defs.bzl", "migration_source", "migration_step", "migration_step_test")

    migration_source(
        name = "legacy",
        srcs = glob(["legacy/**"]),
        strip_prefix = "legacy",
    )

    migration_step(
        name = "migrate_api",
        config = "legacy/ferry.toml",
        needs = [":update_container"],
    )

    migration_step_test(
        name = "migrate_api_test",
        config = "legacy/ferry.toml",
        deps = ["@pypi//fastapi"],
        step = ":migrate_api",
    )

A step takes the tree of the step that it needs, applies itself with `//tools/ferry`, and gives four outputs: the new tree
(`NAME.tree`), what was done as data (`NAME.json`) and as a page (`NAME.html`), and the difference (`NAME.diff`). A step
that needs several others starts from the tree of one of them and applies what that tree lacks, in the order of `needs`.
"""

load("//tools/build/migration:info.bzl", _MigrationInfo = "MigrationInfo")
load("//tools/build/migration:source.bzl", _migration_source = "migration_source")
load("//tools/build/migration:status.bzl", _migration_status = "migration_status")
load("//tools/build/migration:step.bzl", _migration_join = "migration_join", _migration_step = "migration_step")
load(
    "//tools/build/migration:step_test.bzl",
    _migration_same_tree_test = "migration_same_tree_test",
    _migration_step_test = "migration_step_test",
)

migration_status = _migration_status
MigrationInfo = _MigrationInfo
migration_source = _migration_source
migration_step = _migration_step
migration_join = _migration_join
migration_step_test = _migration_step_test
migration_same_tree_test = _migration_same_tree_test
