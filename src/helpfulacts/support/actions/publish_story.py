"""A story becomes a public page: only with the yes of each person it quotes, to the version that is shown."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from .. import stories
from ..models import Story, StoryQuote
from ..rules import may_write_story


def publish_story(*, story: Story, by: Actor) -> None:
    """Everybody can read it from now, with a salted commitment in the register. Raises Refused while a yes is missing,
    and where one may not be quoted any more.
    """
    require(may_write_story(by, story), "publish this story")
    with register.writing(story.place_id):
        story.refresh_from_db(fields=["state", "version", "title_sealed"])
        quotes = stories.quotes_in(story)
        live = set(stories.live_tellings(story.place).values_list("pk", flat=True))
        if story.state != "sent":
            raise Refused("Send it first to those whom it quotes.")
        if any(quote.telling_id not in live for quote in quotes):
            raise Refused("Somebody whom it quotes may not be quoted any more.")
        if not quotes or any(quote.answer != "yes" or quote.yes_to != story.version for quote in quotes):
            raise Refused("Not everybody whom it quotes has said yes to it as it stands.")
        said = "\n".join([story.title, *(one.words for one in stories.paragraphs(story))])
        commitment, salt = register.commit_to(said)
        StoryQuote.objects.filter(place=story.place_id, story=story).update(public=True)
        Story.objects.filter(place=story.place_id, pk=story.pk).update(
            state="published", published_at=now(), salt=salt
        )
        story.state = "published"
        register.record(
            place=story.place, action="published a story", noun="story", subject=story.pk,
            facts={"body": story.body.name}, commitment=commitment,
        )  # fmt: skip
