"""One's own ticket, to see where it came in a draw."""

from __future__ import annotations

from .base import PlainForm, line


class TicketForm(PlainForm):
    ticket = line(
        "Your ticket",
        hint="It is on your plan, under “Facts we use”. It is not kept.",
        most=80,
        missing="Write your ticket. It is on your plan, under “Facts we use”.",
        autocomplete="off",
        spellcheck="false",
        autocapitalize="none",
    )
