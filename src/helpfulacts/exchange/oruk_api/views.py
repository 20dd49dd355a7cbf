"""The addresses of the API. Everything is read only; the POST twin of a list takes the same filters."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from helpfulacts.core import deadline
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import feeds
from helpfulacts.exchange.oruk import exporting, shown_places
from helpfulacts.exchange.oruk.projecting import service_record

from . import answers, lists, parameters
from .answers import View
from .kept_records import showing_for
from .lists import (
    AtLocations,
    Listing,
    Organisations,
    Records,
    Services,
    at_location_record,
    departed_record,
    with_services,
)
from .openapi import document
from .vocabulary import Vocabulary


@answers.answers("GET")
def about(request: HttpRequest, place: Any) -> HttpResponseBase:
    """Which version this is."""
    parameters.read(request, ())
    base = request.build_absolute_uri(request.path.rstrip("/") + "/")
    return answers.record(
        request,
        {"version": exporting.VERSION, "profile": exporting.PROFILE, "openapi_url": f"{base}openapi.json"},
    )


@answers.answers("GET")
def openapi(request: HttpRequest, place: Any) -> HttpResponseBase:
    parameters.read(request, ())
    base = request.build_absolute_uri(request.path.removesuffix("/openapi.json"))
    return answers.record(request, document(base, place.name))


def _list(allowed: tuple[parameters.Parameter, ...], make: Callable[[Any, dict[str, Any]], Listing]) -> View:
    @answers.answers("GET", "POST")
    def view(request: HttpRequest, place: Any) -> HttpResponseBase:
        asked = parameters.read(request, allowed)
        number, minimal = asked.get("page", 1), asked.get("minimal", False)
        each = asked.get("per_page", parameters.MOST_MINIMAL if minimal else parameters.PER_PAGE)
        if each > parameters.MOST_PER_PAGE and not minimal:
            raise Refused(f"“per_page” takes {parameters.EACH_PAGE.takes}.")
        with deadline.within(deadline.SEARCH if "search" in asked else deadline.LIST):
            listing = make(place, asked)
            if asked.get("format") != "ndjson":
                return answers.page(request, listing, number, each)
        return answers.lines(listing)  # as long as it takes to read it all

    return view


def _vocabulary(place: Any, asked: dict[str, Any]) -> Vocabulary:
    return Vocabulary(place, asked.get("kinds", feeds.SERVICE_LIKE))


services = _list(parameters.SERVICES, Services)
service_at_locations = _list(parameters.AT_LOCATIONS, AtLocations)
organizations = _list(parameters.ORGANISATIONS, Organisations)
taxonomies = _list(
    parameters.TAXONOMIES, lambda place, asked: Records(_vocabulary(place, asked).taxonomy_list(asked))
)
taxonomy_terms = _list(
    parameters.TERMS, lambda place, asked: Records(_vocabulary(place, asked).term_list(asked))
)


def _key(text: str, what: str) -> uuid.UUID:
    try:
        return parameters.TERM.read(text)  # type: ignore[no-any-return]
    except ValueError:
        raise NotFound(f"There is no {what} with that id here.") from None


@answers.answers("GET")
def service(request: HttpRequest, place: Any, service_id: str) -> HttpResponseBase:
    kinds = parameters.read(request, parameters.ONE).get("kinds", feeds.SERVICE_LIKE)
    key = _key(service_id, "service")
    if offer := feeds.offer_shown(place, key, kinds):
        return answers.record(request, service_record(offer, showing_for(place, kinds, [offer])))
    gone = feeds.departed(place, "service").filter(exchange_id=key).first()
    if gone is None:
        raise NotFound("There is no service with that id here.")
    return answers.record(request, departed_record(place, gone))


@answers.answers("GET")
def service_at_location(request: HttpRequest, place: Any, link_id: str) -> HttpResponseBase:
    kinds = parameters.read(request, parameters.ONE).get("kinds", feeds.SERVICE_LIKE)
    key = _key(link_id, "service at a location")
    found = feeds.link_found(place, key, shown_places.turned(key))
    if found is None or found[0].kind not in kinds or not shown_places.is_shown_at(*found):
        raise NotFound("There is no service at a location with that id here.")
    showing = showing_for(place, kinds, [found[0]])
    return answers.record(request, at_location_record(*found, showing, full=True))


@answers.answers("GET")
def organization(request: HttpRequest, place: Any, organization_id: str) -> HttpResponseBase:
    asked = parameters.read(request, parameters.ONE_ORGANISATION)
    kinds, key = asked.get("kinds", feeds.SERVICE_LIKE), str(_key(organization_id, "organization"))
    found = next((one for one in exporting.organisations_shown(place, kinds) if one["id"] == key), None)
    if found is None:
        raise NotFound("There is no organization with that id here.")
    [whole] = with_services(
        place, [found], kinds, full=asked.get("full_service", False), most=lists.MOST_INSIDE
    )
    return answers.record(request, whole)


@answers.answers("GET")
def taxonomy(request: HttpRequest, place: Any, taxonomy_id: str) -> HttpResponseBase:
    asked = parameters.read(request, parameters.ONE)
    found = _vocabulary(place, asked).whole_taxonomy(str(_key(taxonomy_id, "taxonomy")))
    if found is None:
        raise NotFound("There is no taxonomy with that id here.")
    return answers.record(request, found)


@answers.answers("GET")
def taxonomy_term(request: HttpRequest, place: Any, term_id: str) -> HttpResponseBase:
    asked = parameters.read(request, parameters.ONE)
    found = _vocabulary(place, asked).terms.get(str(_key(term_id, "taxonomy term")))
    if found is None:
        raise NotFound("There is no taxonomy term with that id here.")
    return answers.record(request, found)


@answers.answers("GET", "POST")
def nothing(request: HttpRequest, place: Any, rest: str) -> HttpResponseBase:
    raise NotFound("There is nothing at that address. openapi.json lists what there is.")
