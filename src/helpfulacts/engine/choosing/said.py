"""The reason for a project as sentences, the same in the command and on pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from .ballots import Reason


def amount(value: Fraction) -> str:
    """A sum of money without its currency: “1,200”, “264.46”."""
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,.2f}"


def sentence(
    reason: Reason, names: Mapping[str, str] | None = None, money: Callable[[Fraction], str] = amount
) -> str:
    """Why it is funded or not, and what would have funded it. `names` are titles of projects by id."""
    return _funded(reason, money) if reason.funded else f"{_why(reason, names or {}, money)}{_else(reason, money)}"  # fmt: skip


def _funded(reason: Reason, money: Callable[[Fraction], str]) -> str:
    if reason.price is None or reason.paid_less is None:
        return f"Funded. Then {money(reason.budget_left)} was left."
    if not reason.price:
        return "Funded. It costs nothing."
    one = reason.pay_price == 1
    pay = "One supporter pays" if one else f"{reason.pay_price:,} supporters pay"
    alike = f"Funded. {pay} {money(reason.price)}{'' if one else ' each'}."
    if not reason.pay_less:
        return alike
    others = "One who" if reason.pay_less == 1 else f"{reason.pay_less:,} who"
    together = "" if reason.pay_less == 1 else " together"
    return f"{alike} {others} had less left {'pays' if reason.pay_less == 1 else 'pay'} {money(reason.paid_less)}{together}."


def _why(reason: Reason, names: Mapping[str, str], money: Callable[[Fraction], str]) -> str:
    if reason.why == "nobody":
        return "Nobody chose it."
    if reason.why == "too dear":
        return "It costs more than the whole budget."
    if reason.why == "not enough support":
        return f"Too few chose it: all their money together does not pay for it. They have {money(reason.left)} left."
    if reason.why == "did not fit":
        return f"When its turn came, only {money(reason.left)} was left."
    if reason.why == "count ended":
        return f"The count ends at the first project that it cannot pay, which came before it. {money(reason.left)} was left."
    most = " and ".join(f"“{names.get(other) or other}”" for other, _ in reason.spent_on[:2])
    return f"Those who chose it paid for others first, most for {most}. They have {money(reason.left)} left together."


def _else(reason: Reason, money: Callable[[Fraction], str]) -> str:
    ways = []
    if reason.enough_cost:
        ways.append(f"at a cost of {money(reason.enough_cost)}")
    if reason.more_supporters:
        ways.append(f"with {reason.more_supporters:,} more who chose it alone")
    return f" It would have been funded {', or '.join(ways)}." if ways else ""
