"""Django's `migrate`, on a data folder that is made ready first, and what an older program deleted written over. Not a command of ours: others call it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from helpfulacts.core import forgotten, written_over
from helpfulacts.core.durability import make_ready


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        make_ready()
        forgotten.make_ready()
        super().handle(*args, **options)
        written_over.from_before()
