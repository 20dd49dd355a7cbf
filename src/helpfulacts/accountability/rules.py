"""Who may raise a query, answer it, excuse a late answer, take it back; who may say what only the place can say."""

from __future__ import annotations

from helpfulacts.people.actor import Actor

from .models import Query


def may_raise_query(actor: Actor) -> bool:
    """An elected member, to any body, whether the council runs it or not."""
    return actor.has("elected")


def may_take_back(actor: Actor, query: Query) -> bool:
    """Whoever raised it, and nobody for them."""
    return may_raise_query(actor) and actor.account_id == query.member_key


def may_answer_query(actor: Actor, query: Query) -> bool:
    """Whoever may speak for the body; or the office, which writes down what the body said."""
    return answers_for(actor, query) or actor.has("officer")


def answers_for(actor: Actor, query: Query) -> bool:
    """They speak for the body themselves."""
    return actor.has("provider") and actor.body_id == query.body_id


def may_excuse_query(actor: Actor) -> bool:
    """Only the office says that a body need not answer, or not in time: the body does not excuse itself."""
    return actor.has("officer")


def may_hide_words(actor: Actor) -> bool:
    """The office alone: neither who asked nor who answered takes words away that others have read."""
    return actor.has("officer")


def may_say_of_algorithm(actor: Actor) -> bool:
    return actor.has("officer")
