"""The one way this package compiles a function: one thread, exact integers, no re-ordered arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile `function` with numba; the machine code is cached beside the module and reused by later processes.

    A kernel calls only kernels of its own file: the cache notices a change in a file, not in what it imports.
    """
    return cast(Function, numba.njit(cache=True, fastmath=False, parallel=False)(function))
