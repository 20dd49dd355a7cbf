"""`helpfulacts place create|load-areas|load-deprivation|load-postcodes|adopt-rules|appoint|revoke-role|care`: set up a place from open data."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name, filled
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.exchange import place_files
from helpfulacts.people.actions.appoint import appoint
from helpfulacts.people.actions.revoke_role import revoke_role
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.create_place import DESK, create_place
from helpfulacts.places.actions.load_areas import load_areas
from helpfulacts.places.actions.load_deprivation import load_deprivation
from helpfulacts.places.actions.load_postcodes import load_postcodes
from helpfulacts.places.actions.set_care import set_care
from helpfulacts.places.loading import Loaded


class Command(PlainCommand):
    help = "Create a place, and load its areas, deprivation deciles and postcodes from open data."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")

        def step(name: str, words: str) -> argparse.ArgumentParser:
            made: argparse.ArgumentParser = steps.add_parser(
                name, prog=f"helpfulacts place {name}", help=words, description=words
            )
            made.add_argument(
                "--json", action="store_true", dest="as_json", default=argparse.SUPPRESS, help="print JSON"
            )
            return made

        create = step("create", "begin a place")
        create.add_argument("slug", help="its short name in addresses: small letters, digits and hyphens")
        create.add_argument("--name", required=True, help="its name as people say it")
        create.add_argument("--person", required=True, help="who people can talk to")
        create.add_argument("--phone", default="", help="that person's number")
        create.add_argument("--desk", default=DESK, help="where somebody without a phone can go")
        create.add_argument("--zone", default="Europe/London", help="its time zone")
        nations = "england, wales, scotland or northern-ireland: whose bank holidays it keeps"
        create.add_argument("--nation", default="england", help=nations)

        areas = step("load-areas", "load wards or neighbourhoods from a GeoJSON file")
        _file_and_place(areas)
        areas.add_argument("--level", required=True, help="ward, or lsoa for neighbourhoods")
        areas.add_argument("--version", required=True, help="which boundaries, for example 2013")
        areas.add_argument("--code-property", default="", help="the property that holds the code")
        areas.add_argument("--name-property", default="", help="the property that holds the name")
        areas.add_argument("--source", default="", help="who publishes the boundaries")

        deprivation = step("load-deprivation", "load deprivation deciles from a CSV file")
        _file_and_place(deprivation)
        deprivation.add_argument("--code-column", default="lsoa", help="the column with the area's code")
        deprivation.add_argument("--decile-column", default="original_decile", help="1 = most deprived")

        postcodes = step("load-postcodes", "load postcodes with their latitude and longitude from a CSV file")
        _file_and_place(postcodes)

        rules = step("adopt-rules", "put the rules of sharing in force, as a board decided them")
        rules.add_argument("--place", required=True, help="the place's short name")
        rules.add_argument(
            "--file", type=file_name, help="the rules as TOML (without it: the illustrative default)"
        )
        rules.add_argument("--decided-by", type=filled, required=True, help="the body that decided them")
        rules.add_argument(
            "--decision", type=filled, required=True, help="where the decision is written down"
        )

        appoint = step("appoint", "let somebody sign in with a role, for a time")
        appoint.add_argument("email", help="the address they sign in with")
        appoint.add_argument("--place", required=True, help="the place's short name")
        appoint.add_argument(
            "--role", required=True, help="officer, navigator, provider, safeguarding-lead or another"
        )
        appoint.add_argument(
            "--shown-as", type=filled, required=True, help="the name others read, such as “Mel, officer”"
        )
        appoint.add_argument(
            "--body", type=filled, required=True, help="the organisation that answers for them"
        )
        appoint.add_argument("--until", required=True, help="the last day of the role, such as 2027-12-31")

        revoke = step("revoke-role", "take a role back, at once")
        revoke.add_argument("--place", required=True, help="the place's short name")
        revoke.add_argument("--email", type=filled, required=True, help="the address they sign in with")
        revoke.add_argument("--role", required=True, help="officer, navigator or provider")

        care = step("care", "set how soon worries are looked at, and how long addresses of visits are kept")
        care.add_argument("--place", required=True, help="the place's short name")
        care.add_argument(
            "--worries-within", type=int, help="working days in which somebody looks (1 to begin with)"
        )
        care.add_argument(
            "--visits-kept", type=int, help="days for which an address is kept (7 to begin with)"
        )

    def reads_data(self, **options: Any) -> bool:
        return bool(options["step"] != "create")

    def handle(self, *args: Any, **options: Any) -> Any:
        run: Callable[..., int] = getattr(self, "_" + options.pop("step").replace("-", "_"))
        return run(**options)

    def _create(self, *, slug: str, name: str, person: str, as_json: bool, **options: Any) -> int:
        call_command("migrate", verbosity=0, interactive=False)
        place = create_place(
            slug=slug,
            name=name,
            person_to_talk_to=person,
            phone=options["phone"],
            desk=options["desk"],
            zone=options["zone"],
            nation=options["nation"],
        )
        figures = {"place": place.slug, "name": place.name, "zone": place.zone, "nation": place.nation}
        words = f"{place.name} is here. Next, load its wards: helpfulacts place load-areas FILE --place {place.slug}"
        self.report(figures, f"{words} --level ward --version YEAR", as_json=as_json)
        return 0

    def _adopt_rules(self, *, place: str, file: Path | None, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        adopted = enact_rules(
            place=where,
            document=place_files.read_toml(file) if file else shipped(day=today(where.zone)),
            deciding_body=options["decided_by"],
            decision_ref=options["decision"],
        )
        figures = {"place": where.slug, "rules": adopted.number, "title": adopted.title, "hash": adopted.hash}
        words = (
            f"“{adopted.title}” is in force in {where.name}, decided by {adopted.deciding_body}, "
            f"to be looked at again by {date_in_words(adopted.review_on)}."
        )
        self.report(figures, words, as_json=as_json)
        return 0

    def _appoint(self, *, email: str, place: str, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        try:
            until = dt.date.fromisoformat(options["until"])
        except ValueError:
            raise Refused("Write the last day as year-month-day, such as 2027-12-31.") from None
        password = secrets.token_urlsafe(12)
        fresh = appoint(
            place=where,
            email=email,
            password=password,
            role=options["role"],
            shown_as=options["shown_as"],
            body=options["body"],
            until=until,
        )
        figures = {"place": where.slug, "email": email, "role": options["role"], "until": str(until)}
        words = f"{options['shown_as']} may act as {options['role']} in {where.name} until {until}."
        if fresh:
            figures["password"] = password
            words += (
                f" They sign in with {email} and the password {password} - shown once; ask them to change it."
            )
        self.report(figures, words, as_json=as_json)
        return 0

    def _revoke_role(self, *, place: str, email: str, role: str, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        taken = revoke_role(place=where, email=email, role=role)
        shown = taken[0].shown_as
        figures = {"place": where.slug, "email": email, "role": role, "taken_back": len(taken)}
        self.report(figures, f"{shown} may no longer act as {role} in {where.name}.", as_json=as_json)
        return 0

    def _care(self, *, place: str, as_json: bool, **options: Any) -> int:
        where = set_care(
            place=places.get_place(place),
            concern_days=options["worries_within"],
            visit_kept_days=options["visits_kept"],
        )
        figures = {
            "place": where.slug,
            "worries_within": where.concern_days,
            "visits_kept": where.visit_kept_days,
        }
        words = (
            f"{where.name}: a worry is looked at within {counted(where.concern_days, 'working day', 'working days')}; "
            f"the address of a visit is kept for {counted(where.visit_kept_days, 'day', 'days')} after it."
        )
        self.report(figures, words, as_json=as_json)
        return 0

    def _load_areas(self, *, file: Path, place: str, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        features = place_files.read_features(file)
        loaded = load_areas(
            place=where,
            features=features,
            level=options["level"],
            version=options["version"],
            source=options["source"],
            code_property=options["code_property"],
            name_property=options["name_property"],
        )
        if loaded.set_aside:
            path = _path(options["set_aside"], where.slug, "areas", "geojson")
            refused = [
                {**features[row.number - 1], "reason": row.reason}
                for row in loaded.set_aside
                if isinstance(features[row.number - 1], dict)
            ]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"type": "FeatureCollection", "features": refused}), encoding="utf-8")
            return self._say(loaded, ("area", "areas"), where, path, as_json)
        return self._say(loaded, ("area", "areas"), where, None, as_json)

    def _load_deprivation(self, *, file: Path, place: str, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        code, decile = options["code_column"], options["decile_column"]
        header, rows = place_files.read_table(file, {"code": code, "decile": decile})
        loaded = load_deprivation(
            place=where, rows=[(row.get(code, ""), row.get(decile, "")) for row in rows]
        )
        path = _write(options["set_aside"], where.slug, "deprivation", header, rows, loaded)
        return self._say(loaded, ("area", "areas"), where, path, as_json)

    def _load_postcodes(self, *, file: Path, place: str, as_json: bool, **options: Any) -> int:
        where = places.get_place(place)
        header, rows = place_files.read_table(file, {})
        code, latitude, longitude = (
            place_files.pick_column(header, choices, what, file.name)
            for what, choices in (
                ("postcode", ("postcode", "pcds", "pcd", "sector", "outcode", "code")),
                ("latitude", ("latitude", "lat")),
                ("longitude", ("longitude", "long", "lon", "lng")),
            )
        )
        ward = next((name for name in header if name.strip().casefold() == "ward"), None)
        loaded = load_postcodes(
            place=where,
            rows=[
                (
                    row.get(code, ""),
                    place_files.number_in(row.get(latitude, "")),
                    place_files.number_in(row.get(longitude, "")),
                    row.get(ward, "") if ward else "",
                )
                for row in rows
            ],
        )
        path = _write(options["set_aside"], where.slug, "postcodes", header, rows, loaded)
        return self._say(loaded, ("postcode", "postcodes"), where, path, as_json)

    def _say(
        self, loaded: Loaded, noun: tuple[str, str], place: Any, path: Path | None, as_json: bool
    ) -> int:
        figures = loaded.figures() | {"file": str(path) if path else None}
        words = (
            f"{place.name}: {counted(loaded.created, *noun)} came in, {loaded.updated:,} changed, "
            f"{loaded.unchanged:,} stayed as {'it was' if loaded.unchanged == 1 else 'they were'}."
        )
        if path:
            words += (
                f" {counted(len(loaded.set_aside), 'row was', 'rows were')} set aside, each with its reason, in {path}: "
                f"for example, {loaded.set_aside[0].reason} Mend what is wrong there and load that file again."
            )
        self.report(figures, words, as_json=as_json)
        return 1 if path else 0


def _file_and_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=file_name)
    parser.add_argument("--place", required=True, help="the short name of the place")
    parser.add_argument("--set-aside", type=file_name, help="where rows that cannot be used are written")


def _path(chosen: Path | None, slug: str, what: str, ending: str) -> Path:
    if chosen is None:
        return Path(settings.DATA) / "set-aside" / f"{slug}-{what}-{now():%Y%m%d-%H%M%S}.{ending}"
    if chosen.is_dir():
        raise Refused(f"{chosen} is a folder. Name a file for --set-aside.")
    return chosen


def _write(
    chosen: Path | None,
    slug: str,
    what: str,
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    loaded: Loaded,
) -> Path | None:
    if not loaded.set_aside:
        return None
    path = _path(chosen, slug, what, "csv")
    try:
        place_files.write_set_aside(
            path, header, [(rows[row.number - 1], row.reason) for row in loaded.set_aside]
        )
    except OSError:
        raise Refused(
            f"{path} cannot be written, so the rows set aside have no file. Choose another."
        ) from None
    return path
