"""What every command shares: one clear sentence for a refusal, `--json`, and the exit codes 0, 1 and 2."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, OperationalError, ProgrammingError
from rich.console import Console

from helpfulacts.core.durability import NOTHING_YET, refuse_nothing
from helpfulacts.core.errors import Refused
from helpfulacts.core.sealing import CannotOpen

_NOT_WHOLE = re.compile(r"(argument .+?): invalid int value: '(.*)'", re.DOTALL)


class _Parser(CommandParser):
    """Argument mistakes are refusals too: one sentence and exit code 2."""

    def error(self, message: str) -> Any:
        if found := _NOT_WHOLE.fullmatch(message):
            message = f"{found[1]} takes a whole number, not “{found[2][:40]}”"
        raise Refused(f"{message[:1].upper()}{message[1:]}. Add --help to see what this command takes.")


def filled(text: str) -> str:
    """For an argument that may not be empty: an empty name would be read as the folder one stands in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text


def file_name(text: str) -> Path:
    """For an argument that names a file or a folder."""
    return Path(filled(text))


class PlainCommand(BaseCommand):
    """Base of all commands. `report()` prints the JSON or the words; `handle()` returns an exit code or nothing."""

    requires_system_checks: list[str] = []
    stealth_options = ("as_json",)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("called_from_command_line", True)
        kwargs.pop("called_from_command_line")
        parser = _Parser(prog=f"helpfulacts {subcommand.replace('_', '-')}", description=self.help or None)
        parser.set_defaults(verbosity=1)
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")
        self.add_arguments(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            parser = self.create_parser(argv[0], argv[1])
            options = vars(parser.parse_args(argv[2:]))
            options.pop("args", None)
            if self.reads_data(**options):
                refuse_nothing()
            code = self.handle(**options)
        except Refused as refusal:
            self._stop(str(refusal))
        except CommandError as error:
            self._stop(str(error))
        except (OperationalError, ProgrammingError) as error:
            if "no such table" in str(error) or "does not exist" in str(error):
                self._stop(NOTHING_YET)
            if isinstance(error, ProgrammingError):
                raise
            self._stop(f"The database did not answer: {str(error).splitlines()[0]}. Try again in a moment.")
        except DatabaseError as error:
            if type(error) is not DatabaseError:
                raise
            self._stop(f"The database cannot be read: {error}. Put it back from your copy.")
        except CannotOpen:
            self._stop(
                "A sealed text does not open with the keys of this data folder. Put them back from your copy."
            )
        except BrokenPipeError:
            sys.exit(0)
        except OSError as error:
            what = error.filename or "A file"
            self._stop(
                f"{what} cannot be used: {error.strerror or error}. Check its name, permissions and space."
            )
        except KeyboardInterrupt:
            self._stop("Stopped. Nothing was left half done.")
        else:
            sys.exit(int(code) if code else 0)

    @staticmethod
    def _stop(sentence: str) -> None:
        print(sentence, file=sys.stderr)
        sys.exit(2)

    def reads_data(self, **options: Any) -> bool:
        """Whether what was asked needs an installation that is there. If so, none is made on the way."""
        return True

    @property
    def console(self) -> Console:
        """For people: tables and progress, on the error stream so that `--json` output stays clean."""
        return Console(stderr=True)

    def report(self, figures: Any, words: str, *, as_json: bool) -> None:
        """Print `figures` as JSON, or `words` for a reader."""
        text = json.dumps(figures, ensure_ascii=False, indent=1, default=str) if as_json else words
        self.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))
