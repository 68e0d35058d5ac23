"""The checks that the macros make of their sources."""

def sources_problem(srcs):
    """Returns what is wrong with the sources of a Python target, or None.

    Args:
      srcs: labels of files, each of which has to be a Python module.

    Returns:
      The end of a sentence that begins with the target.
    """
    if not srcs:
        return "has no sources: name its module in `srcs`, or remove it"
    for src in srcs:
        if not src.endswith(".py"):
            return "has the source {}: `srcs` takes Python modules, other files belong in `data`".format(src)
    return None

def main_problem(main, srcs):
    """Returns what is wrong with the choice of the module to run, or None.

    Args:
      main: the module that was named, or None.
      srcs: the modules of the program.

    Returns:
      The end of a sentence that begins with the target.
    """
    if not main and len(srcs) > 1:
        return "has {} sources: name the one to run in `main`".format(len(srcs))
    return None

def tests_of(srcs):
    """Returns the sources that hold tests: files named test_*.py.

    Args:
      srcs: labels of files.
    """
    return [src for src in srcs if src.split("/")[-1].split(":")[-1].startswith("test_")]

def tests_problem(srcs):
    """Returns what is wrong with the sources of a test, or None.

    Args:
      srcs: labels of files.

    Returns:
      The end of a sentence that begins with the target.
    """
    others = [src for src in srcs if src not in tests_of(srcs)]
    if others:
        return "has {} in `srcs`: tests are in files test_*.py, other modules belong in a py_library".format(others[0])
    return None

def fail_with(rule, name, *problems):
    """Fails with the first problem, if there is one, and the target that has it.

    Args:
      rule: the macro that was called.
      name: the target.
      *problems: texts or None.
    """
    for problem in problems:
        if problem:
            fail("{}(name = \"{}\") in //{} {}".format(rule, name, native.package_name(), problem))
