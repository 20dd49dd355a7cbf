"""What a column of a sheet can say about an offer, in the words of the page, with the headings people give it."""

from __future__ import annotations

from dataclasses import dataclass

from helpfulacts.directory.facets import DAY_NAMES, DAYS

LEAVE_OUT = ""


@dataclass(frozen=True)
class Target:
    """`many`: several columns may say it; they are joined in their order. `headings` are how others call it."""

    code: str
    words: str
    group: str
    headings: tuple[str, ...] = ()
    many: bool = False


WHAT, WHO, WHERE, WHEN, HOW, FOR, SHOW = (
    "What it is",
    "Who gives it",
    "Where",
    "When",
    "How to get it",
    "Who it is for",
    "Whether it is shown",
)
TARGETS: tuple[Target, ...] = (
    Target("title", "Name of the offer", WHAT, ("name", "title", "service name", "service", "activity", "activity name",
           "group name", "what", "project", "library name", "club", "name of service", "session", "offer", "event")),
    Target("summary", "One line about it", WHAT, ("summary", "short description", "tagline", "in short", "headline")),
    Target("description", "What it is, at length", WHAT, ("description", "details", "about", "service description",
           "long description", "what happens", "information", "more information", "notes", "comments"), many=True),
    Target("kind", "Kind of help", WHAT, ("kind", "kind of help", "type of offer", "offer type")),
    Target("facets", "What it helps with", WHAT, ("category", "categories", "topic", "topics", "subject", "helps with",
           "service taxonomies", "themes", "theme", "need", "needs met", "tags", "service type"), many=True),
    Target("id", "Its number in your list", WHAT, ("id", "import_id", "ref", "reference", "record id", "unique id",
           "service id", "code", "no", "number", "key")),
    Target("continues", "Number of the row that this row adds to", WHAT, ("import_id_reference", "parent id", "adds to")),
    Target("organisation", "Organisation", WHO, ("organisation", "organization", "provider", "run by", "delivered by",
           "organisation name", "provider name", "charity", "local authority", "company", "host", "who runs it", "council")),
    Target("sphere", "Public, private or civic", WHO, ("sphere", "sector", "type of organisation", "organisation type")),
    Target("website", "Web address", WHO, ("website", "url", "web", "web site", "link", "web address", "web page",
           "homepage", "links_url")),
    Target("email", "E-mail", WHO, ("email", "e-mail", "email address", "contact email", "e mail")),
    Target("phone", "Telephone", WHO, ("phone", "telephone", "tel", "phone number", "telephone number", "contact number",
           "contact phone", "mobile", "tel no", "phone no")),
    Target("venue", "Name of the place", WHERE, ("venue", "location name", "location", "building", "venue name", "site",
           "place", "held at")),
    Target("address", "Address", WHERE, ("address", "street", "street address", "address line 1", "address 1", "address 2",
           "address 3", "location address 1", "venue address", "full address"), many=True),
    Target("town", "Town", WHERE, ("town", "city", "town or city", "location city", "locality")),
    Target("postcode", "Postcode", WHERE, ("postcode", "post code", "postal code", "location postcode", "zip")),
    Target("ward", "Ward", WHERE, ("ward", "ward name", "electoral ward", "area", "neighbourhood")),
    Target("latitude", "Latitude", WHERE, ("latitude", "lat", "location latitude")),
    Target("longitude", "Longitude", WHERE, ("longitude", "lon", "lng", "long", "location longitude")),
    Target("where", "At a place, at home, by phone or online", WHERE, ("where", "how it is given", "delivery", "mode",
           "delivery method", "online or in person", "attending type")),
    Target("step_free", "Step-free?", WHERE, ("step free", "wheelchair access", "wheelchair accessible", "accessible",
           "disabled access", "level access")),
    Target("accessibility", "What access there is", WHERE, ("accessibility", "location accessibilities", "access",
           "facilities", "environment accessibility"), many=True),
    Target("week", "Days and hours together", WHEN, ("opening hours", "opening times", "hours", "when", "times",
           "days and times", "schedule", "open", "day and time", "session times")),
    Target("days", "Day or days", WHEN, ("day", "days", "day of week", "weekday", "scheduled weekday", "which day")),
    Target("opens", "Begins at", WHEN, ("opens", "opens at", "start", "start time", "from", "schedules opens at", "begins")),
    Target("closes", "Ends at", WHEN, ("closes", "closes at", "end", "end time", "to", "until", "schedules closes at",
           "finish", "finish time")),
    *(Target(code, f"Hours on {day}", WHEN, (day.lower(), f"{day.lower()} hours", f"{day.lower()} staffed hours",
             f"{day[:3].lower()}", f"{day.lower()} opening hours", f"hours {day.lower()}", f"open {day.lower()}"))
      for code, day in zip(DAYS, DAY_NAMES, strict=True)),
    Target("cost", "Cost, in words", HOW, ("cost", "price", "fee", "fees", "charge", "cost details", "how much")),
    Target("free", "Free? (yes or no)", HOW, ("free", "is it free", "free of charge")),
    Target("amount", "Cost in pounds", HOW, ("cost amount", "amount", "price in pounds", "cost gbp")),
    Target("amount_for", "What that cost is for", HOW, ("cost type", "per", "cost unit")),
    Target("amount_who", "Who pays that cost", HOW, ("cost option", "price group")),
    Target("what_next", "What to do to get it", HOW, ("how to start", "how to apply", "how to book", "referral",
           "booking", "how to refer", "how to join", "next step")),
    Target("places", "How many places there are", HOW, ("places", "number of places", "how many places", "capacity",
           "spaces", "number of spaces", "max places", "maximum number", "group size", "seats")),
    Target("languages", "Languages", FOR, ("language", "languages", "languages spoken")),
    Target("min_age", "Youngest age", FOR, ("min age", "minimum age", "age from", "youngest", "from age")),
    Target("max_age", "Oldest age", FOR, ("max age", "maximum age", "age to", "oldest", "to age")),
    Target("ages", "Ages together", FOR, ("age", "ages", "age range", "age group", "age groups")),
    Target("ask_first", "Who it is for", FOR, ("eligibility", "who for", "who can come", "suitabilities", "who is it for",
           "for whom", "target group", "criteria", "audience"), many=True),
    Target("status", "Open or closed", SHOW, ("status", "state", "active", "open or closed", "live")),
    Target("closed", "Closed (a year, a date or yes)", SHOW, ("closed", "year closed", "date closed", "closed on",
           "end date", "temporarily closed", "visible to", "closure date"), many=True),
    Target("checked", "Last checked on", SHOW, ("last checked", "checked", "checked on", "last updated", "updated",
           "verified", "assured date", "last verified", "date checked")),
    Target("listed", "May everybody see it? (yes or no)", SHOW, ("visible", "approved", "public", "published", "show"),
           many=True),
    Target("contact_shown", "May the contact be shown?", SHOW, ("contact visible", "show contact")),
    Target("place_shown", "May the place be shown?", SHOW, ("location visible", "show location")),
    Target("place_masked", "Must the exact place be hidden?", SHOW, ("mask exact address", "hide address")),
)  # fmt: skip
BY_CODE = {target.code: target for target in TARGETS}
