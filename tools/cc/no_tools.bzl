"""The configuration of a C++ toolchain without tools."""

load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/toolchains:cc_toolchain_config_info.bzl", "CcToolchainConfigInfo")

def _no_tools_impl(ctx):
    none = "none"
    return cc_common.create_cc_toolchain_config_info(
        ctx = ctx,
        abi_libc_version = none,
        abi_version = none,
        compiler = none,
        target_cpu = none,
        target_libc = none,
        target_system_name = none,
        toolchain_identifier = none,
    )

no_tools = rule(
    implementation = _no_tools_impl,
    doc = "Configures a C++ toolchain in which every tool is missing: compiling with it fails, being looked up does not.",
    provides = [CcToolchainConfigInfo],
)
