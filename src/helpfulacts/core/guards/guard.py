"""One thing that the database refuses, and when."""

from __future__ import annotations

from dataclasses import dataclass

MESSAGE = "this record is kept as it was decided"


@dataclass(frozen=True)
class Guard:
    """Refuses INSERT, UPDATE or DELETE of rows of a table.

    when: only rows of which this holds (SQL over OLD). fixed: an UPDATE is refused where one of these changes; without
    any, each is. erasable: columns that an UPDATE may empty, and never fill or change. cleared: the same of texts,
    whose empty is "". once: columns that an UPDATE may fill, and never change or empty. finds: only where this read finds a row (SQL over OLD and NEW), in the tables of `reads`.
    also: tells it from another guard of the same table and event. says: why, in words.
    """

    table: str
    event: str
    when: str = ""
    fixed: tuple[str, ...] = ()
    erasable: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    finds: str = ""
    reads: tuple[str, ...] = ()
    also: str = ""
    says: str = MESSAGE

    @property
    def columns(self) -> set[str]:
        return {*self.fixed, *self.erasable, *self.cleared, *self.once}

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.event.lower()}{self.also and '_'}{self.also}"

    def condition(self, differs: str) -> str:
        """When the write is refused, in SQL; empty means always. differs: the database's own “is not the same as”."""
        changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in self.fixed]
        changes += [
            f'(NEW."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
            for column in self.erasable
        ]
        changes += [
            f"""(NEW."{column}" <> '' AND OLD."{column}" {differs} NEW."{column}")"""
            for column in self.cleared
        ]
        changes += [
            f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
            for column in self.once
        ]
        parts = [f"({part})" for part in (self.when, " OR ".join(changes)) if part]
        return " AND ".join(parts)
