"""Two installations that are linked: one wish of a plan goes over, an answer comes back (ADR 23)."""
