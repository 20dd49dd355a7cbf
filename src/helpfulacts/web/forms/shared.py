"""A form that several of an office may have open at once: what came meanwhile is shown beside what was typed, and never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from helpfulacts.core.clock import date_in_words

from ..seen import with_what_came
from .base import PlainForm


class SharedForm(PlainForm):
    """`groups`: by name, (its label, what each of its boxes says now); none for what is written for the first time.

    `{% seen form.boxes form %}` stands in its page, with `office/parts/now_there.html`; `stands_in_turn` comes before what it writes.
    """

    called = "decision"
    days: tuple[str, ...] = ()
    """The boxes that say a day."""

    def __init__(
        self, data: Any = None, *, groups: Mapping[str, tuple[str, Mapping[str, Any]]], **kwargs: Any
    ) -> None:
        self.labels = {name: label for name, (label, _) in groups.items()}
        self.boxes = {name: dict(boxes) for name, (_, boxes) in groups.items()}
        self.says = tuple(self.boxes)
        self.came: Mapping[str, Mapping[str, Any]] = {}
        now = {box: says for boxes in self.boxes.values() for box, says in boxes.items()}
        kwargs["initial"] = {**kwargs.get("initial", {}), **now}
        super().__init__(None if data is None else with_what_came(data, self.boxes), **kwargs)

    @staticmethod
    def facts_of(boxes: dict[str, Any]) -> dict[str, Any]:
        return boxes

    def says_now(self, changed: Mapping[str, Any]) -> str:
        """“Somebody changed: number 3, number 5.”; the page says what stands there now."""
        return f"Somebody changed: {', '.join(self.labels[name] for name in changed)}."

    def now_there(self) -> Iterator[tuple[str, list[str]]]:
        """(label, what its boxes say now) of each group that was changed meanwhile."""
        for name, boxes in self.came.items():
            said = [self._in_words(box, says) for box, says in boxes.items() if says]
            yield self.labels[name], said

    def _in_words(self, box: str, says: Any) -> str:
        choices = getattr(self.fields[box], "choices", None)
        if choices is not None:
            names = {str(code): str(words) for code, words in choices}
            chosen: list[str] = says if isinstance(says, list) else [says]
            return "; ".join(names.get(one, one) for one in chosen)
        return date_in_words(dt.date.fromisoformat(says)) if box in self.days else str(says)
