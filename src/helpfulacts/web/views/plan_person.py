"""What the plan knows of its person: facts that rules use, and how to reach them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from helpfulacts.coordination.actions.check_rights import check_rights
from helpfulacts.directory.facets import FACTS
from helpfulacts.people.actions.reach_person import reach_person
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.young import put_aside

from ..forms.plan import FactsForm, ReachForm
from ..rules_read import why_asked
from .plan_mine import Mine, back, show, with_plan, write_form


@with_plan
def plan_facts(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Each fact with why it is asked: yes, no, or not said. Not said never counts against anybody."""
    person = mine.person

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        form = context["form"]
        decide, others = why_asked(mine.place)
        rows = {
            "decide": [(rule, [form[f"fact_{code}"] for code in codes]) for rule, codes in decide],
            "others": [form[f"fact_{code}"] for code in others],
        }
        return show(request, "facts", {**context, **rows, "person": person}, status)

    if request.method != "POST":
        said = {f"fact_{code}": {True: "yes", False: "no"}.get(person.facts.get(code), "") for code in FACTS}
        return page(
            {"form": FactsForm(initial={**said, "age_band": person.age_band, "languages": person.languages})}
        )
    form = FactsForm(request.POST)

    def write() -> dict[str, int]:
        given = form.cleaned_data
        said = say_facts(
            person=person, facts=form.facts(), age_band=given["age_band"], languages=given["languages"]
        )
        check_rights(plan=mine.plan, quiet=said.quiet)
        return {"aside": said.aside}

    def done(answer: Any) -> HttpResponse:
        said = "Kept. You can change any of it at any time."
        if answer["aside"]:
            said = "Kept. Some help is put aside now. Your plan says why, and whom to talk to."
        elif not person.is_under_18 and put_aside(mine.plan):
            said = "Kept. What was put aside does not come back by itself. You can ask for it again on your plan."
        messages.success(request, said)
        return back(request)

    return write_form(request, form, action="plan_facts", write=write, page=page, done=done)


@with_plan
def plan_reach(request: HttpRequest, mine: Mine) -> HttpResponse:
    """What to call them, how to reach them, and roughly where they are."""
    person, place = mine.person, mine.place

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "reach", context, status)

    if request.method != "POST":
        return page(
            {
                "form": ReachForm(
                    place=place,
                    initial={
                        "called": person.called,
                        "channel": person.channel,
                        "contact": person.contact,
                        "postcode": person.postcode.code if person.postcode else "",
                        "ward": person.ward.name if person.ward and not person.postcode else "",
                    },
                )
            }
        )
    form = ReachForm(request.POST, place=place)

    def write() -> dict[str, bool]:
        given = form.cleaned_data
        reach_person(person=person, channel=given["channel"], contact=given["contact"])
        say_facts(
            person=person,
            called=given["called"],
            postcode=form.where,
            ward=form.ward_chosen(),
            forget_where=True,
        )
        return {"kept": True}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. This is how we will reach you.")
        return back(request)

    return write_form(request, form, action="plan_reach", write=write, page=page, done=done, free=("called",))
