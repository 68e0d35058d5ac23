"""The check that all macros make of their sources."""

def check_sources(rule, name, srcs):
    """Fails on sources that are not Python modules named one by one.

    Args:
      rule: the macro, for the message.
      name: the target, for the message.
      srcs: to check.
    """
    target = "{}(name = \"{}\") in //{}".format(rule, name, native.package_name())
    if not srcs:
        fail("{} has no sources: name its module in `srcs`, or remove it".format(target))
    for src in srcs:
        if not src.endswith(".py"):
            fail("{} has the source {}: `srcs` takes Python modules, other files belong in `data`".format(target, src))
