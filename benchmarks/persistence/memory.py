"""How much memory this process has, by Linux's account (https://docs.kernel.org/filesystems/proc.html)."""

import os
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def reset_peak() -> None:
    """Begins a new peak with what there is now."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """The most that there has been in memory since the last reset, in MB of 2**20 bytes."""
    [line] = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
    return round(int(line.split()[1]) / 1024, 1)


def resident_mb() -> float:
    """What there is in memory now, in MB of 2**20 bytes."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return round(int(pages) * _PAGE / 2**20, 1)
