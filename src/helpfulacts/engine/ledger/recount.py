#!/usr/bin/env python3
"""Count a vote again from its saved public board. Needs Python 3.11 and nothing else: read it, then run it.

    python recount.py BOARD.json

It looks that no line of the board was changed and that each vote that counts was handed in, once; then it counts:

    approval  how many said yes to each; yes is any number above 0
    points    the points of each together
    rank      Borda's count: of m things on the ballot the first of a vote gets m, the second m - 1 …, what is left out nothing
    consent   for each how many said yes (1), can live with it (0) and no (-1); it passes where each of the "sides" answered,
              and on none anybody said no, or fewer in a hundred than "objections_under_percent". Who voted for no side does
              not decide. Where the board names no sides they are those of its votes, "" being one
    approval with "count": "equal-shares"  the Method of Equal Shares (Peters, Pierczynski and Skowron, 2021), exact: each vote
              has the same share of the budget; again and again that is paid for which costs its supporters least for what they
              get of it ("satisfaction": "cost" or "cardinality"); of equals the one with the lowest number. With "completion":
              "add1" the share begins at whole steps of "step" pence (1 unless said) and grows by one until more would be spent
              than there is; the last sharing before that holds.

What is not on the ballot any more counts nothing. Exit code 0: the result, as JSON. 2: the board is broken, or is counted in a way
that is not here.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

SAVE = "Save the board from the page of the vote."


class Broken(Exception):
    """One sentence that says what is wrong."""


def as_written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def tree(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, as it is defined there."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + tree(leaves[:half]) + tree(leaves[half:])).digest()


def read(lines: Iterable[str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(The header, the entries) of a board that is whole. Raises Broken."""
    header, *entries = [json.loads(line) for line in lines]
    leaves, waiting = [], set()
    for number, entry in enumerate(entries, start=1):
        bare = {name: value for name, value in entry.items() if name != "leaf"}
        leaves.append(hashlib.sha256(b"\x00" + as_written(bare).encode()).digest())
        if entry["sequence"] != number or entry["leaf"] != leaves[-1].hex():
            raise Broken(f"Entry {number} was changed.")
        if entry["kind"] == "commitment":
            waiting.add(entry["commitment"])
        if entry["kind"] == "counted":
            said = f"{entry['salt']}|{entry['tracker']}|{as_written(entry['vote'])}"
            handed_in = hashlib.sha256(said.encode()).hexdigest()
            if handed_in not in waiting:
                raise Broken(f"Entry {number} counts a vote that was not handed in, or was counted before.")
            waiting.remove(handed_in)
        if entry["kind"] == "replaced":
            waiting.discard(entry["commitment"])
    if len(entries) != header["size"] or tree(leaves).hex() != header["root"]:
        raise Broken("The board is not the one that its root stands for.")
    return header, entries


def count(ballot: dict[str, Any], votes: list[dict[str, Any]]) -> dict[str, Any]:
    """What the votes say, by the rule of the last “ballot”: {"counted": how many, …}, numbers of options as text."""
    numbers = [str(option["number"]) for option in ballot["options"]]
    rule, how = ballot["rule"], ballot["parameters"]
    said = [{number: vote["vote"][number] for number in numbers if number in vote["vote"]} for vote in votes]
    if rule == "consent":
        return {"counted": len(votes), "consent": consent(numbers, votes, how)}
    totals = dict.fromkeys(numbers, 0)
    for vote in said:
        order = sorted(vote, key=lambda number: vote[number])
        for number, value in vote.items():
            if rule == "approval":
                totals[number] += value > 0
            elif rule == "points":
                totals[number] += value
            elif rule == "rank":
                totals[number] += len(numbers) - order.index(number)
            else:
                raise Broken(f"This does not know how to count by “{rule}”.")
    result: dict[str, Any] = {"counted": len(votes), "totals": totals}
    way = how.get("count")
    if way == "equal-shares" and rule == "approval":
        costs = {str(option["number"]): option["cost"] for option in ballot["options"] if option["cost"]}
        bundles = Counter(frozenset(number for number in costs if vote.get(number, 0) > 0) for vote in said)
        winners = shared(ballot["budget"], costs, bundles, how)
        result["winners"] = sorted(map(int, winners))
        result["cost"] = sum(costs[number] for number in winners)
    elif way is not None:
        raise Broken(f"This does not know how to count {rule} by “{way}”.")
    return result


def consent(numbers: list[str], votes: list[dict[str, Any]], how: dict[str, Any]) -> dict[str, Any]:
    sides = how.get("sides") or sorted({vote.get("side", "") for vote in votes})
    found: dict[str, Any] = {}
    for number in numbers:
        by_side = {}
        for side in sides:
            given = [vote["vote"].get(number) for vote in votes if vote.get("side", "") == side]
            by_side[side] = {"yes": given.count(1), "can live with it": given.count(0), "no": given.count(-1)}
        under = how.get("objections_under_percent", 0)
        passes = bool(sides) and all(
            any(one.values()) and (one["no"] == 0 or 100 * one["no"] < under * sum(one.values()))
            for one in by_side.values()
        )
        found[number] = {"sides": by_side, "passes": passes}
    return found


def shared(
    budget: int, costs: dict[str, int], bundles: Counter[frozenset[str]], how: dict[str, Any]
) -> list[str]:
    """What equal shares pay for. bundles: what voters said yes to → how many did: those who say the same pay the same."""
    people = sum(bundles.values())
    if not people:
        return []
    if how.get("completion", "none") != "add1":
        return equal_shares(Fraction(budget, people), costs, bundles, how)
    step = how.get("step", 1)
    share, wanted = budget // (people * step) * step, {number for bundle in bundles for number in bundle}
    best = equal_shares(Fraction(share), costs, bundles, how)
    while len(best) < len(wanted):
        share += step
        more = equal_shares(Fraction(share), costs, bundles, how)
        if sum(costs[number] for number in more) > budget:
            break
        best = more
    return best


def equal_shares(
    share: Fraction, costs: dict[str, int], bundles: Counter[frozenset[str]], how: dict[str, Any]
) -> list[str]:
    left = dict.fromkeys(bundles, share)
    winners: list[str] = []
    while True:
        best: tuple[Fraction, int, str, Fraction] | None = None
        for number in costs.keys() - set(winners):
            paying = sorted((left[one], bundles[one]) for one in bundles if number in one)
            owed, heads = Fraction(costs[number]), sum(many for _, many in paying)
            for money, many in paying:
                each = owed / heads  # what each of those pays who can; whoever has less gives all of it
                if money >= each:
                    worth = costs[number] if how.get("satisfaction", "cost") == "cost" else 1
                    best = min(filter(None, (best, (each / worth, int(number), number, each))))
                    break
                owed, heads = owed - money * many, heads - many
        if best is None:
            return winners
        winners.append(best[2])
        for one in bundles:
            if best[2] in one:
                left[one] -= min(left[one], best[3])


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(f"Give it the board: python recount.py BOARD.json. {SAVE}", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            _, entries = read(file)
        votes = [entry for entry in entries if entry["kind"] == "counted"]
        if not votes and entries[-1]["kind"] == "commitment":
            raise Broken("The vote is still going on: no vote is opened yet.")
        ballot = [entry for entry in entries if entry["kind"] == "ballot"][-1]
        result = count(ballot, votes)
        if (
            "consent" in result
            and "sides" not in ballot["parameters"]
            and any("side" in vote for vote in votes)
        ):
            print(
                "This board does not say which sides there are: a side that did not vote is not seen.",
                file=sys.stderr,
            )
    except OSError as error:
        print(f"{arguments[0]} cannot be read: {error.strerror}. {SAVE}", file=sys.stderr)
        return 2
    except (Broken, LookupError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        print(
            problem if isinstance(problem, Broken) else f"{arguments[0]} is no saved board. {SAVE}",
            file=sys.stderr,
        )
        return 2
    print(json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
