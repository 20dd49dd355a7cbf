"""The report of where a place stands as a text and as data, with who says otherwise, and why, as its annex."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpfulacts.core.words import counted

from .stands import PositionReport, Said, Stand

SAID = {
    "agree": "we are there",
    "pass": "we do not know",
    "disagree": "we are not there",
    "": "has not answered",
}
HOW = {"paper": ", on paper", "assisted": ", told to the desk"}


def as_data(report: PositionReport) -> dict[str, Any]:
    """Everything of it. Days as ISO dates; `annex`: of each body, where it says otherwise than most."""
    one = report.deliberation
    return {
        "question": one.question,
        "board": one.convenor.name,
        "promise": one.promise,
        "hear_by": one.hear_by.isoformat(),
        "complete": report.complete,
        "stands": [_stand(stand) for stand in report.stands],
        "unanswered": [stand.item.code for stand in report.unanswered],
        "annex": [
            {"body": body, "says": [{"code": stand.item.code, **_said(said)} for stand, said in rows]}
            for body, rows in report.dissent.items()
        ],
    }


def _stand(stand: Stand) -> dict[str, Any]:
    return {
        "code": stand.item.code,
        "name": stand.item.name,
        "question": stand.item.question,
        "stands": stand.word,
        "counts": {
            "agree": stand.agree,
            "disagree": stand.disagree,
            "pass": stand.passed,
            "silent": stand.silent,
        },
        "said": [_said(one) for one in stand.said],
        "replies": [
            {
                "body": one.body,
                "words": one.words,
                "on": one.on.isoformat(),
                "late": one.late,
                **({"changed_on": one.changed_on.isoformat(), "first": one.first} if one.changed_on else {}),
            }
            for one in stand.replies
        ],
    }


def _said(one: Said) -> dict[str, Any]:
    return {"body": one.body, "answer": one.answer, "why": list(one.why), "channel": one.channel}


def as_text(report: PositionReport) -> str:
    """The same in words, for paper and for whoever reads files."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: PositionReport) -> Iterator[str]:
    one = report.deliberation
    yield from (
        one.question,
        "",
        f"{one.convenor.name} asked {report.bodies} bodies.",
        f"The promise: {one.promise}",
    )
    if report.complete:
        missing = counted(len(report.unanswered), "reply", "replies")
        yield f"It is complete{f' but for {missing}' if report.unanswered else ''}. It needed no meeting."
    else:
        yield f"It is complete by {one.hear_by.isoformat()} at the latest, with a meeting or without."
    if report.unanswered:
        yield f"Without a reply: {'; '.join(stand.item.name for stand in report.unanswered)}"
    for stand in report.stands:
        yield from ("", f"{stand.item.code} {stand.item.name}: {stand.word}", stand.item.question)
        yield (
            f"We are there: {stand.agree}. We are not: {stand.disagree}. Do not know: {stand.passed}. "
            f"Not answered: {stand.silent}."
        )
        for said in stand.said:
            yield from _in_words(said)
        for reply in stand.replies:
            yield f"{reply.body} replies ({reply.on.isoformat()}{', late' if reply.late else ''}): {reply.words}"
            if reply.changed_on:
                yield f"Changed on {reply.changed_on.isoformat()}. It said first: {reply.first}"
    yield from ("", "Annex: who says otherwise than most, and why")
    for body, rows in report.dissent.items():
        yield from ("", body)
        for stand, said in rows:
            yield f"- {stand.item.name}: {SAID[said.answer]}. {' '.join(said.why)}".rstrip()
    if not report.dissent:
        yield "Nobody does."


def _in_words(said: Said) -> Iterator[str]:
    if said.answer:
        yield f"- {said.body}: {SAID[said.answer]}{HOW.get(said.channel, '')}. {' '.join(said.why)}".rstrip()
