"""Spreadsheets on their way in: what was uploaded, what became of each row, and which column says what next time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, SealedJson, sealed_column

from .offers import Offer


class Import(PlaceScoped):
    """One spreadsheet that somebody brings in. The file itself is not kept: its rows are staged here, for thirty days.

    `name` is what the list is called: with a row's own number it makes the offer's lasting identifier. `sheets` lists
    the sheets of the file as {name, rows}; `sheet` and `header_row` say which holds what, `columns` what each says.
    """

    STATES = [
        ("mapping", "columns are being chosen"),
        ("checking", "rows are being checked"),
        ("ready", "ready to import"),
        ("done", "imported"),
        ("undone", "undone"),
    ]

    name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=120)
    by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=STATES, default="mapping")
    sheets = models.JSONField(default=list)
    sheet = models.PositiveSmallIntegerField(default=0)
    header_row = models.PositiveIntegerField(default=1)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    constants = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undone"]) | Q(finished_at__isnull=False),
                name="an_import_that_is_done_says_when",
            ),
        ]


class ImportRow(PlaceScoped):
    """One row of a staged sheet. `reasons` are [column or null, sentence], `changes` are [what, before, after].

    `before` is what the offer said until the import changed it, and `after` the digest of what the import made it say, its
    form first: both are needed to undo, and go with the row. Cells may hold people's words and numbers by mistake, and what is said
    of a row, and what it is called, repeats them: all five are sealed, and empty ones are NULL.
    """

    OUTCOMES = [
        ("waiting", "not looked at yet"),
        ("new", "new"),
        ("changed", "changed"),
        ("same", "unchanged"),
        ("ends", "ends here"),
        ("closed", "not listed"),
        ("aside", "set aside"),
        ("out", "left out"),
        ("joined", "part of another row"),
        ("gone", "no longer in the list"),
        ("above", "above the rows"),
    ]

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    cells_sealed = sealed_column()
    cells = SealedJson()
    title_sealed = sealed_column()
    title = Sealed()
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default="waiting")
    reasons_sealed = sealed_column()
    reasons = SealedJson()
    changes_sealed = sealed_column()
    changes = SealedJson()
    identity = models.UUIDField(null=True)
    offer = models.ForeignKey(Offer, null=True, on_delete=models.SET_NULL, related_name="+")
    before_sealed = sealed_column()
    before = SealedJson(lambda: None)
    after = models.CharField(max_length=64, blank=True)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "of", "sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "of", "sheet", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(done=False) | Q(outcome__in=["new", "changed", "ends"]),
                name="only_what_changes_an_offer_is_done",
            ),
        ]
        indexes = [models.Index(fields=["place", "of", "outcome"], name="import_row_by_outcome")]


class ColumnMapping(PlaceScoped):
    """Which column says what, kept for the next list with the same headings (`headers_key`)."""

    name = models.CharField(max_length=100)
    headers_key = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="column_mapping_name_once")]
        indexes = [models.Index(fields=["place", "headers_key"], name="column_mapping_by_headers")]
