"""How much memory this process has taken at most."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def peak_mb() -> float | None:
    """The greatest resident memory of this process so far, in megabytes; None where the system does not say.

    Linux is asked for the figure of this program alone: `getrusage` there also counts what started it.
    """
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
        if found:
            return round(int(found[1]) * 1024 / 1_000_000, 1)
        import resource
    except (OSError, ImportError):
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / 1_000_000 if sys.platform == "darwin" else most * 1024 / 1_000_000, 1)
