"""What can go wrong before Bazel starts."""


class LauncherError(Exception):
    """No Bazel can be started. The message names what failed, why, and what the person can do."""


class Unavailable(Exception):
    """One source has no Bazel for this machine; the next may be tried. The message is the reason, on one line."""
