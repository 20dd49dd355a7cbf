"""`helpfulacts serve`: show the pages on this machine, with granian."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.durability import refuse_weak_settings
from helpfulacts.core.errors import Refused


class Command(PlainCommand):
    help = "Show the pages at http://127.0.0.1:8000 (or another port) until you press Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        # Left as text: the parser reads a default as it reads what is typed, and refuses it in one sentence too.
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not 0 < port < 65536:
            raise Refused("A port is a number from 1 to 65535.")
        refuse_weak_settings()
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                raise Refused(
                    f"Port {port} is in use. Choose another: `helpfulacts serve --port {port + 1}` or `make demo PORT={port + 1}`."
                ) from None
        print(f"Helpful Acts is at http://{host}:{port} - press Ctrl-C to stop.", flush=True)
        os.execv(
            sys.executable,
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
                "--workers", str(options["workers"]), "--blocking-threads", "4", "--log-level", "warning",
                "--no-ws", "helpfulacts.site.wsgi:application",
            ],
        )  # fmt: skip
