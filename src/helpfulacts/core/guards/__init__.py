"""What the database itself refuses: writes of what was decided, published or said for good.

`guard.py` says what one is; `kept.py` lists those of records that stay, `deciding.py` those of deciding together.
"""

from __future__ import annotations

from .deciding import OF_DECIDING
from .guard import MESSAGE, Guard
from .kept import OF_WHAT_IS_KEPT

GUARDS = (*OF_WHAT_IS_KEPT, *OF_DECIDING)

__all__ = ["GUARDS", "MESSAGE", "Guard"]
