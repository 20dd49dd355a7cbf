"""A long work says what it is doing: on a terminal in one line with a clock, elsewhere in one plain line a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def steps_said(console: Console) -> Iterator[Callable[[str], None]]:
    """A function to call with each step as it begins. Nothing is said before it is called: what is refused has no steps."""
    if not console.is_terminal:

        def plain(words: str) -> None:
            console.print(words, markup=False, highlight=False, soft_wrap=True)

        yield plain
        return
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)
        yield lambda words: bar.update(task, description=words, visible=True)
