"""Imports one hostile source after another as the command does, in one process whose memory and connections are watched.

`hostile_worker.py SLUG` reads JSON lines [name, source] and prints what became of each. An audit hook, which no code
can go round, notes every connection that is begun.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

connected: list[Any] = []
sys.addaudithook(lambda event, args: connected.append(args[1]) if event == "socket.connect" else None)

import django  # noqa: E402

django.setup()

from django.core.management import load_command_class  # noqa: E402
from workers import say  # noqa: E402

from helpfulacts.cli.bench.measure import peak_mb  # noqa: E402
from helpfulacts.cli.bench.place import begin_place  # noqa: E402
from helpfulacts.core import register  # noqa: E402
from helpfulacts.directory.models import Offer, Staging  # noqa: E402
from helpfulacts.exchange import fetch  # noqa: E402
from helpfulacts.people.models import Organisation  # noqa: E402


def state(place: Any) -> list[Any]:
    """Everything an import could have left behind."""
    rows = Offer.with_staged.filter(place=place).count(), Organisation.with_staged.filter(place=place).count()
    return [*rows, Staging.objects.filter(place=place).count(), *register.head(place)]


def main(slug: str) -> None:
    place, folder = begin_place(slug), Path(tempfile.mkdtemp())
    for line in sys.stdin:
        name, source = json.loads(line)
        fetch.LONGEST_S = 2 if name.startswith("drips") else 120  # nobody waits two minutes in a test
        before, out, err, code = state(place), io.StringIO(), io.StringIO(), -1
        command: Any = load_command_class("helpfulacts.cli", "import")
        command.stdout._out = out
        aside = folder / f"{len(connected)}-{abs(hash(name))}.aside"
        argv = ["helpfulacts", "import", source, "--place", slug, "--json", "--set-aside", str(aside)]
        with contextlib.redirect_stderr(err):
            try:
                command.run_from_argv(argv)
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        reasons = (
            [json.loads(one)["reason"] for one in aside.read_text().splitlines()] if aside.exists() else []
        )
        say(
            {
                "name": name,
                "code": code,
                "out": out.getvalue()[:500],
                "err": err.getvalue()[:2000],
                "changed": state(place) != before,
                "reasons": reasons[:3],
                "peak": peak_mb(),
            }
        )
    say({"connected": [str(one) for one in connected]})


if __name__ == "__main__":
    main(sys.argv[1])
