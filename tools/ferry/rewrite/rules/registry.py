"""All transformations in the order in which they are applied to one node."""

from tools.ferry.rewrite.rules import (
    add_exports,
    async_def,
    async_generator,
    await_call,
    awaitable,
    bridge,
    drop_exports,
    first_statement,
    insert_after,
    list_comprehension,
    off_loop,
    on_loop,
    patched_result,
    remove_statement,
    rename_attribute,
    rename_parameter,
    replace_name,
    replace_string,
)
from tools.ferry.rewrite.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    bridge.RULE,
    replace_name.RULE,
    rename_attribute.RULE,
    replace_string.RULE,
    awaitable.RULE,
    async_generator.RULE,
    on_loop.RULE,
    await_call.RULE,
    off_loop.RULE,
    list_comprehension.RULE,
    patched_result.RULE,
    drop_exports.RULE,
    add_exports.RULE,
    rename_parameter.RULE,
    first_statement.RULE,
    async_def.RULE,
    insert_after.RULE,
    remove_statement.RULE,
)
