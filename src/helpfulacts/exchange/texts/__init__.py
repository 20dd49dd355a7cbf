"""Texts in and out: “is this still right?”, and what a small club answers with one digit."""
