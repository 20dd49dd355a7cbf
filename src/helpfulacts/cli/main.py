"""The one command, `helpfulacts`: Django's management commands behind a single entry point."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

OURS = (
    "demo",
    "serve",
    "place",
    "import",
    "export",
    "find",
    "share",
    "tally",
    "draw",
    "coordinate",
    "neighbour",
    "explain",
    "report",
    "what-if",
    "opinions",
    "verify",
    "nightly",
    "remind",
    "watch",
    "backup",
    "restore",
    "partition",
    "doctor",
    "bench",
)

USAGE = """helpfulacts: a place co-ordinates everything it has into helpful acts, fairly shared, with reasons.

  helpfulacts demo                    set up the demonstration place and print what it holds
  helpfulacts serve [--port N]        show the pages on this machine
  helpfulacts place create|load-areas|load-deprivation|load-postcodes|adopt-rules|appoint|revoke-role|care
  helpfulacts import SOURCE --place P take in offers: Open Referral UK 3.0, HSDS or Outpost CSV
  helpfulacts export --place P        write what a place has as one Open Referral UK 3.0 file
  helpfulacts find "SENTENCE" --place P [--postcode "DY5 1"]
  helpfulacts coordinate --place P    run a sharing round (nothing is sent until a person confirms it)
  helpfulacts coordinate --all-places [--scheduler S]   a sharing round in every place, many at once
  helpfulacts neighbour STEP          links with places next door, here or elsewhere, and what goes over
  helpfulacts explain RUN [PERSON]    the reason for each person, from stored inputs
  helpfulacts report fairness --place P         who is reached, who is not and who carries the work
  helpfulacts what-if --place P RULES.toml   who would gain and lose under other rules or places; writes nothing
  helpfulacts share FOLDER --seed S --out DIR   the sharing engine alone, on files
  helpfulacts tally FILE.pb --rule R  count a participatory budget, with the reason for every project
  helpfulacts draw PEOPLE QUOTAS --size N --seed S   a panel by lot that meets all quotas, on files
  helpfulacts opinions VOTES.csv [--statements COMMENTS.csv]   where people stand and what they share, from votes in a file
  helpfulacts verify FILE | --save FILE         check, or save, the public register
  helpfulacts nightly [--place P]     what each new day brings: dates, late answers, ends, queues
  helpfulacts remind [--place P]      by day: ask those who keep entries if they are still right, and tell people what moved
  helpfulacts watch [--place P]       each minute: tell somebody of a visit that is over its time
  helpfulacts report atrs --place P   the public record of the algorithm; --publish makes a new version of it
  helpfulacts backup FOLDER [--keep N]   a whole copy of this installation, while it runs
  helpfulacts restore BACKUP          put a backup back into an empty place
  helpfulacts partition [--apply]     on PostgreSQL, give each place partitions of its own
  helpfulacts doctor                  is all well here, and what to do where it is not
  helpfulacts bench sharing|importing|finding|plans|nation|choosing   time each beside other ways to do it

Add --json to any command that reports, and --help after any command for its options.
Exit code: 0 done, 1 done with things set aside (named in a file), 2 refused with one clear sentence.
"""


def main() -> None:
    """Run the command that was typed. Only those above: Django's own, such as `flush`, are not for a shell in use."""
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still coming up; a running command says it itself
        _stop("Stopped. Nothing was left half done.")


def _run(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpfulacts.site.settings")
    # Several threads for small matrices wait for each other on a busy machine: an opinion map took 21 s instead of 2.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE)
        sys.exit(0)
    if arguments[0] not in OURS:
        _stop(f"helpfulacts has no command “{arguments[0]}”. Type `helpfulacts --help` for the list.")
    from django.core.management import execute_from_command_line

    from helpfulacts.core.errors import Refused

    try:
        execute_from_command_line(["helpfulacts", arguments[0].replace("-", "_"), *arguments[1:]])
    except Refused as refusal:  # the settings: a folder, keys or an address of a database that will not do
        _stop(str(refusal))
    except OSError as error:
        _stop(
            f"{error.filename or 'A file'} cannot be used: {error.strerror or error}. Check HELPFULACTS_DATA."
        )


def _stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)
