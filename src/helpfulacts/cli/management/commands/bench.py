"""`helpfulacts bench sharing|importing|finding|plans|nation|choosing`: each of them timed beside other ways in the same run."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from rich.console import Console
from rich.table import Table

from helpfulacts.cli.bench import importing
from helpfulacts.cli.bench.choosing import command as choosing
from helpfulacts.cli.bench.finding import command as finding
from helpfulacts.cli.bench.methods import FLOW
from helpfulacts.cli.bench.nation import command as nation
from helpfulacts.cli.bench.plans import command as plans
from helpfulacts.cli.bench.report import Row, goals, run_all
from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.core.errors import Refused

SMALLEST, LARGEST, MOST_SEEDS = 200, 1_000_000, 20
NOTE = (
    "Synthetic places. Every method runs in its own process, once on a tiny place so that compilation is not timed, "
    "then on the real one. Memory includes the place itself. A method past ten times the flow is stopped. First-come "
    "and greedy follow no classes. The gain is beside the flow's; the flow and its peers follow classes but no tickets, so their gain may be higher."
)


class Command(PlainCommand):
    help = "Time sharing, the import of a feed, finding, pages of plans, a nation or counts of votes beside other ways to do the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what",
            choices=["sharing", "importing", "finding", "plans", "nation", "choosing"],
            help="what to time",
        )
        parser.add_argument(
            "--size",
            type=int,
            action="append",
            help="people, offers or plans (default 10,000; plans 1,500; nation 1,000,000); finding and plans take several",
        )
        parser.add_argument("--seeds", type=int, help="sharing: how many places of that size (default 1)")
        parser.add_argument("--labels", type=file_name, help="finding: the folder of the labelled sentences")

        parser.add_argument(
            "--offers", type=int, default=100_000, help="offers of the feed (default 100,000)"
        )

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, *args: Any, what: str, as_json: bool, **options: Any) -> Any:
        if what == "plans":
            if options["seeds"] is not None or options["labels"]:
                raise Refused("--seeds and --labels are not for plans. Leave them out.")
            plans.run(self, options["size"] or [1_500], as_json)
            return 0
        if what == "choosing":
            if options["seeds"] is not None or options["labels"] or options["size"]:
                raise Refused("--size, --seeds and --labels are not for choosing. Leave them out.")
            return choosing.run(self, as_json)
        if what == "nation":
            if options["seeds"] is not None or options["labels"] or len(options["size"] or []) > 1:
                raise Refused("A nation takes one --size, and no --seeds or --labels.")
            return nation.run(self, (options["size"] or [None])[0], as_json)
        sizes = options["size"] or [10_000]
        if what == "finding":
            if options["seeds"] is not None:
                raise Refused("--seeds is for sharing. Leave it out.")
            finding.run(self, sizes, options["labels"], as_json)
            return 0
        if what == "importing":
            return self._importing(options["offers"], as_json=as_json)
        if len(sizes) > 1 or options["labels"]:
            raise Refused("Sharing takes one --size, and no --labels.")
        return self._sharing(sizes[0], 1 if options["seeds"] is None else options["seeds"], as_json)

    def _sharing(self, size: int, seeds: int, as_json: bool) -> int:
        if not SMALLEST <= size <= LARGEST:
            raise Refused(
                f"The size is {size}. Give --size a number of people from {SMALLEST} to {LARGEST:,}."
            )
        if not 1 <= seeds <= MOST_SEEDS:
            raise Refused(f"There are {seeds} seeds. Give --seeds a number from 1 to {MOST_SEEDS}.")
        with self.console.status("starting") as status:
            rows, gate, parts = run_all(size, seeds, status.update)
        met = goals(rows, parts)
        if as_json:
            report = {"rows": rows, "gate": gate, "parts": parts, "goals": met, "note": NOTE}
            self.report(report, "", as_json=True)
        else:
            self._show(rows, gate)
            self._show_parts(rows, parts, met)
        return 0 if gate["passed"] is not False else 1

    def _importing(self, offers: int, *, as_json: bool) -> int:
        if not importing.SMALLEST <= offers <= importing.LARGEST:
            raise Refused(
                f"There are {offers} offers. Give --offers a number from {importing.SMALLEST} to {importing.LARGEST:,}."
            )
        with self.console.status("starting") as status:
            rows, gate = importing.run_all(offers, status.update)
        if as_json:
            self.report({"rows": rows, "gate": gate, "note": importing.NOTE}, "", as_json=True)
        else:
            importing.show(rows, gate)
        return 0

    def _show(self, rows: list[Row], gate: Row) -> None:
        out = Console()
        flows = {row["seed"]: row for row in rows if row["method"] == FLOW}
        # Eight columns fit into 80 characters without lines between them.
        title = f"Sharing among {rows[0]['size']:,} people"
        table = Table(title=title, box=None, padding=(0, 1), pad_edge=False)
        table.add_column("method", no_wrap=True)
        for title in ("seed", "seconds", "× flow", "MB", "served", "% gain", "gap"):
            table.add_column(title, justify="right", no_wrap=True)
        for row in rows:
            flow = flows[row["seed"]]
            table.add_row(
                row["method"],
                str(row["seed"]),
                _number(row["seconds"], ".3f"),
                _number(_ratio(row["seconds"], flow["seconds"]), ".2f"),
                _number(row["peak_mb"], ".0f"),
                _number(row["served"], ",d"),
                _number(_ratio(row["benefit"], flow["benefit"], 100.0), ".1f"),
                _number(row["certified_gap"], ".1e"),
            )
        out.print(table)
        for row in rows:
            if row["note"]:
                out.print(f"{row['method']}, seed {row['seed']}: {row['note']}.")
        out.print(NOTE)
        verdict = {True: "passed", False: "FAILED", None: "could not be checked in full"}[gate["passed"]]
        out.print(
            f"Gate {verdict}. Exactly the people that class and ticket admit: {_said(gate['exact_set'])}. As many "
            f"served in every class as the flow: {_said(gate['served_by_class_as_flow'])}. Largest certified gap "
            f"{_number(gate['largest_gap'], '.1e')}, at most 1e-3: {_said(gate['gap_at_most_1e-3'])}. At most 1 GB: "
            f"{_said(gate.get('memory_at_most_1_gb'))}."
        )

    def _show_parts(self, rows: list[Row], parts: list[Row], met: Row) -> None:
        out = Console()
        for row in rows:
            if "l1_seconds" in row:
                out.print(
                    f"{row['method']}, seed {row['seed']}: who is placed {row['l1_seconds']:.3f} s, where "
                    f"{row['l2_seconds']:.3f} s."
                )
        for row in parts:
            told = "; ".join(
                f"{name} {row[name]:,}" for name in ("offers", "pairs", "people", "refusals") if name in row
            )
            took = (
                f"{row['seconds']:.3f} s, {_number(row['peak_mb'], '.0f')} MB; {told}"
                if "seconds" in row
                else row["note"]
            )
            out.print(f"{row['part']}, seed {row['seed']}: {took}.")
        for aim, holds in met.items():
            out.print(f"Aim {aim.replace('_', ' ')}: {_said(holds)}.")


def _ratio(value: float | None, other: float | None, times: float = 1.0) -> float | None:
    return times * value / other if value is not None and other else None


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _said(holds: bool | None) -> str:
    return {True: "yes", False: "NO", None: "not checked (pip install ortools)"}[holds]
