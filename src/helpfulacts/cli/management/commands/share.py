"""`helpfulacts share FOLDER --seed S --out DIR`: the sharing engine alone, on files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.bench.measure import peak_mb
from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.core.errors import Refused
from helpfulacts.engine.sharing.instance import BadInstance
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.engine.sharing.share import share
from helpfulacts.exchange.sharing_files import read_folder
from helpfulacts.exchange.sharing_results import check_out, write_results


class Command(PlainCommand):
    help = "Share the places in a folder of CSV files: who is placed where, and the reason for everybody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=file_name, help="holds people.csv, offers.csv and pairs.csv")
        parser.add_argument(
            "--seed", required=True, help="text that draws the tickets; same seed, same result"
        )
        parser.add_argument("--out", type=file_name, required=True, help="the folder for the results")

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, *args: Any, folder: Path, seed: str, out: Path, as_json: bool, **options: Any) -> None:
        started = time.perf_counter()
        check_seed(seed)
        check_out(out)
        given = read_folder(folder)
        try:
            outcome = share(given.instance, given.classes, [ticket(seed, person) for person in given.people])
        except BadInstance as problem:
            raise Refused(str(problem)) from None
        write_results(out, given, outcome, seed)
        figures = {
            "served": int((outcome.assign >= 0).sum()),
            "served_by_class": outcome.served_by_class,
            "refused": int(outcome.refused.size),
            "nothing_fits": int(outcome.no_pairs.size),
            "benefit": given.in_units(outcome.benefit),
            "certified_gap": outcome.certified_gap,
            "seconds": round(time.perf_counter() - started, 3),
            "peak_mb": peak_mb(),
        }
        by_class = ", ".join(f"class {number}: {count}" for number, count in outcome.served_by_class.items())
        words = (
            f"{figures['served']} of {len(given.people)} people have a place ({by_class}); {figures['refused']} were "
            f"refused because all is full, and nothing fits {figures['nothing_fits']}. Gain {figures['benefit']:g}, "
            f"proved to within {outcome.certified_gap:.1e} of the best for the people placed. Everybody's reason is "
            f"in {out / 'allocation.csv'}."
        )
        self.report(figures, words, as_json=as_json)


def check_seed(seed: str) -> None:
    try:
        seed.encode()
    except UnicodeEncodeError:
        raise Refused("The seed is not UTF-8 text. Give --seed plain letters and digits.") from None
    if not seed.strip():
        raise Refused("The seed is empty. Give --seed the text that was drawn in public.")
