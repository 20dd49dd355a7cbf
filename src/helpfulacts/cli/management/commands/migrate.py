"""Django's `migrate`, on a data folder that is made ready first, and what an older program deleted written over. Not a command of ours: others call it."""

from __future__ import annotations

import gc
from typing import Any

from django.core.management.commands import migrate

from helpfulacts.core import forgotten, written_over
from helpfulacts.core.durability import make_ready


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        make_ready()
        forgotten.make_ready()
        often = gc.get_threshold()
        # Each step makes the models anew: to look for what may go as often as usual takes a quarter of the time.
        gc.set_threshold(100_000, 20, 10)
        try:
            super().handle(*args, **options)
        finally:
            gc.set_threshold(*often)
        written_over.from_before()
