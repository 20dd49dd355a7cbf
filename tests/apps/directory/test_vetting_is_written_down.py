"""The page about giving says of each act exactly what the rule says."""

from __future__ import annotations

from pathlib import Path

from helpfulacts.directory import vetting

PAGE = Path(__file__).parents[3] / "docs" / "concepts" / "giving.md"


def test_the_table_of_the_page_is_the_rule_row_for_row() -> None:
    rule, page = vetting.rule(), PAGE.read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        f"| {row.name} | {row.most.name} | {row.needed.name} | {row.names} | {row.why} |"
        for row in rule.activities.values()
    ]
    assert f"version {rule.version}" in page and rule.reviewed_by in page and rule.source in page
    assert f"{rule.review_by.day} {rule.review_by:%B %Y}" in page
    assert {row.months for row in rule.activities.values()} == {36}, "the page says three years"
