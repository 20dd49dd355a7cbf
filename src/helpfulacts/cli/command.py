"""What every command shares: one clear sentence for a refusal, `--json`, and the exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from rich.console import Console

from helpfulacts.core.errors import Refused


class _Parser(CommandParser):
    """Argument mistakes are refusals too: one sentence and exit code 2."""

    def error(self, message: str) -> Any:
        raise Refused(f"{message[:1].upper()}{message[1:]}. Add --help to see what this command takes.")


class PlainCommand(BaseCommand):
    """Base of all commands. `report()` prints the JSON or the words; `handle()` returns nothing."""

    requires_system_checks: list[str] = []
    stealth_options = ("as_json",)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("called_from_command_line", True)
        kwargs.pop("called_from_command_line")
        parser = _Parser(prog=f"helpfulacts {subcommand}", description=self.help or None)
        parser.set_defaults(verbosity=1)
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")
        self.add_arguments(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            parser = self.create_parser(argv[0], argv[1])
            options = vars(parser.parse_args(argv[2:]))
            options.pop("args", None)
            code = self.handle(**options)
        except Refused as refusal:
            self._stop(str(refusal))
        except CommandError as error:
            self._stop(str(error))
        except (OperationalError, ProgrammingError) as error:
            if "no such table" in str(error) or "does not exist" in str(error):
                self._stop(
                    "Nothing is set up here yet. Run `helpfulacts demo`, or `helpfulacts place create`."
                )
            if isinstance(error, ProgrammingError):
                raise
            self._stop(f"The database did not answer: {str(error).splitlines()[0]}. Try again in a moment.")
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

    def handle(self, *args: Any, **options: Any) -> Any:
        raise NotImplementedError

    @property
    def console(self) -> Console:
        """For people: tables and progress, on the error stream so that `--json` output stays clean."""
        return Console(stderr=True)

    def report(self, figures: Any, words: str, *, as_json: bool) -> None:
        """Print `figures` as JSON, or `words` for a reader."""
        text = json.dumps(figures, ensure_ascii=False, indent=1, default=str) if as_json else words
        self.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))
