"""Whoever had deleted all they gave before this could still be named on the plans of others: by who bears a cost, in the
lines of an introduction, in what was agreed to be shown to them, and in the costs of a combination.

What they were called is not known any more, so whatever may name them goes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import migrations
from django.utils.timezone import now

from helpfulacts.core.sealing import seal, unseal

GAVE = "Somebody who gave"
WAS = "Something that was given"
BLANK = ("", "Somebody", GAVE)
TALK = "Somebody would like this: "
LINES = "What stood here may have named somebody who gave."


def forget_names(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":  # what goes is written over, not left on free pages
        schema_editor.execute("PRAGMA secure_delete=ON")
    acts, weaves = apps.get_model("support", "HelpfulAct"), apps.get_model("directory", "Weave")
    # Those forgotten from now on are known by how they are shown.
    old = acts.objects.filter(offer__forgotten=True).exclude(shown_from=GAVE)
    for pk in _each(old):
        _forget_on_act(apps, acts.objects.select_related("offer", "plan").get(pk=pk))
    for pk in _each(weaves.objects.filter(parts__offer__forgotten=True, offer__isnull=False).distinct()):
        _forget_in_combination(apps, weaves.objects.select_related("offer").get(pk=pk))


def _each(rows: Any) -> list[Any]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _forget_on_act(apps: Any, act: Any) -> None:
    consents = apps.get_model("people", "Consent").objects.filter(place=act.place_id)
    introductions = apps.get_model("support", "Introduction").objects.filter(place=act.place_id, act=act)
    to_a_person = act.offer.provider_id is None
    names: set[str] = set()
    if to_a_person:  # what a body was told stays with the body
        introduced = consents.filter(pk__in=introductions.exclude(consent=None).values("consent"))
        names = ({act.shown_from} | set(introduced.values_list("with_whom", flat=True))) - set(BLANK)
        others = _acts_beside(apps, act).values_list("shown_from", flat=True)
        theirs = consents.filter(person=act.plan.person_id, with_whom__in=names - set(others))
        ids = {*introduced.values_list("pk", flat=True), *theirs.values_list("pk", flat=True)}
        consents.filter(pk__in=ids, withdrawn_at=None).update(withdrawn_at=now())
        consents.filter(pk__in=ids).update(with_whom=GAVE)
    for one in introductions.exclude(words_sealed=None):
        where = f"support_introduction:{one.pk}:words_sealed"
        lines = unseal(one.words_sealed, where).decode().splitlines()
        is_talk = bool(lines) and lines[0].startswith(TALK)
        words = "\n".join([f"{TALK}something that was offered", *lines[1:]]) if is_talk else LINES
        one.words_sealed = seal(words.encode(), where)
        one.save(update_fields=["words_sealed"])
    about = [act.pk, *introductions.values_list("pk", flat=True)]
    _forget_in_promises(apps.get_model("promises", "Promise").objects.filter(about_id__in=about), names)
    _forget_bearers(apps, act, names, set())
    act.title_sealed = seal(WAS.encode(), f"support_helpfulact:{act.pk}:title_sealed")
    act.shown_from = GAVE
    act.save(update_fields=["title_sealed", "shown_from"])


def _acts_beside(apps: Any, act: Any) -> Any:
    """Those of the same plan that stand on something which is still there."""
    acts = apps.get_model("support", "HelpfulAct").objects.filter(place=act.place_id, plan=act.plan_id)
    return acts.filter(offer__forgotten=False)


def _forget_in_promises(promises: Any, names: set[str]) -> None:
    for one in promises.exclude(what_sealed=None) if names else ():
        where = f"promises_promise:{one.pk}:what_sealed"
        what = unseal(one.what_sealed, where).decode()
        for name in names:
            what = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GAVE, what, flags=re.IGNORECASE)
        one.what_sealed = seal(what.encode(), where)
        one.save(update_fields=["what_sealed"])


def _forget_in_combination(apps: Any, weave: Any) -> None:
    bodies = apps.get_model("people", "Organisation").objects.filter(place=weave.place_id)
    parts = apps.get_model("directory", "WeavePart").objects.filter(weave=weave, offer__forgotten=False)
    kept = {row.get("bearer", "") for costs in parts.values_list("offer__costs", flat=True) for row in costs}
    kept |= set(bodies.values_list("name", flat=True))
    woven, was = weave.offer, weave.offer.costs
    woven.costs = _without(was, set(), kept)
    gone = {row.get("bearer", "") for row in was} - {row.get("bearer", "") for row in woven.costs} - {""}
    if gone:
        woven.changed_at = now()
        woven.save(update_fields=["costs", "changed_at"])
        versions = apps.get_model("directory", "OfferVersion").objects.filter(offer=woven)
        said = versions.values_list("pk", "before", "after")
        ids = [pk for pk, before, after in said if any(name in f"{before} {after}" for name in gone)]
        versions.filter(pk__in=ids).update(before=None, after=None)
    still = {row.get("bearer", "") for row in woven.costs}
    for act in apps.get_model("support", "HelpfulAct").objects.filter(place=weave.place_id, offer=woven):
        _forget_bearers(apps, act, gone, still)


def _forget_bearers(apps: Any, act: Any, names: set[str], kept: set[str]) -> None:
    if not act.costs_sealed:
        return
    spends = apps.get_model("support", "MicroSpend").objects.filter(place=act.place_id, act=act)
    funds = set(spends.values_list("fund__body__name", flat=True))
    where = f"support_helpfulact:{act.pk}:costs_sealed"
    rows = _without(json.loads(unseal(act.costs_sealed, where)), names, kept | funds)
    act.costs_sealed = seal(json.dumps(rows, ensure_ascii=False).encode(), where)
    act.save(update_fields=["costs_sealed"])


def _without(rows: list[dict[str, Any]], names: set[str], kept: set[str]) -> list[dict[str, Any]]:
    """A row that its person said themselves (`said`) goes only where it names one that is known."""
    found = []
    for row in rows:
        bearer = str(row.get("bearer", ""))
        names_them = any(name.casefold() in bearer.casefold() for name in names)
        goes = names_them or ("said" not in row and bearer not in kept)
        found.append({**row, "bearer": GAVE} if goes else row)
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0020_when_help_came"),
        ("directory", "0031_who_lifted_in_which_role"),
        ("people", "0013_board_role"),
        ("promises", "0004_taken_on_by_one_body"),
    ]

    operations = [migrations.RunPython(forget_names, migrations.RunPython.noop)]
