"""The mathematics of the place: pure functions over arrays and frozen dataclasses. Nothing here knows Django."""
