"""Integer keys for the rows by which offers are found: unique in the installation, and rising with time so that an index appends."""

from __future__ import annotations

import secrets
import threading
import time

_SINCE = 1_577_836_800_000_000  # 1 January 2020, in microseconds
_lock = threading.Lock()
_last = 0


def next_keys(count: int) -> range:
    """`count` fresh keys, in order: microseconds since 2020 and 14 random bits, never reused by this process."""
    global _last
    with _lock:
        first = max(_last + 1, ((time.time_ns() // 1000 - _SINCE) << 14) | secrets.randbits(14))
        _last = first + count - 1
    return range(first, first + count)
