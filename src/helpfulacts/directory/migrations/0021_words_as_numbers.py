"""Words of offers as numbers, read by every process, in place of a full-text table of each database's own."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids

OLD = "directory_offer_text"
TOGETHER = 2000


def move(apps, schema_editor):
    """Make the new rows from the offers and from the tokens of the old rows."""
    from helpfulacts.directory.fulltext import packed, row_id

    Offer, Words, Head = (
        apps.get_model("directory", name) for name in ("Offer", "OfferWords", "OfferWordsHead")
    )
    key = "search_key" if schema_editor.connection.vendor == "postgresql" else "rowid"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, tokens FROM {OLD} ORDER BY {key}")
        written = {}
        while rows := cursor.fetchmany(TOGETHER):
            tokens = {at: given.split() if isinstance(given, str) else given for at, given in rows}
            offers = Offer._base_manager.filter(search_key__in=list(tokens)).select_related("ward")
            made = []
            for one in offers.order_by("search_key"):
                words = f"{one.summary} {one.description} {one.brings} {one.shown_from} {one.ward.name if one.ward else ''}"
                ours = [token for token in tokens[one.search_key] if not token.startswith("zzplace")]
                in_both, in_title, in_text, codes = packed(one.title, words, ours)
                written[one.place_id] = written.get(one.place_id, 0) + 1
                made.append(
                    Words(
                        id=row_id(one.search_key), place_id=one.place_id, search_key=one.search_key,
                        written=written[one.place_id], in_both=in_both,in_title=in_title, in_text=in_text, codes=codes,
                    )
                )  # fmt: skip
            Words.objects.bulk_create(made)
    Head.objects.bulk_create(
        Head(id=uuid.uuid4(), place_id=place, written=last, shown=last) for place, last in written.items()
    )
    schema_editor.execute(f"DROP TABLE {OLD}")


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0020_what_a_list_said'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferWords',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('search_key', models.BigIntegerField()),
                ('written', models.BigIntegerField()),
                ('in_both', models.PositiveSmallIntegerField()),
                ('in_title', models.PositiveSmallIntegerField()),
                ('in_text', models.PositiveSmallIntegerField()),
                ('codes', models.BinaryField(max_length=65536)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'search_key'],
                'indexes': [models.Index(fields=['place', 'written'], name='offer_words_by_write')],
                'constraints': [models.UniqueConstraint(fields=('place', 'search_key'), name='offer_words_once')],
            },
        ),
        migrations.CreateModel(
            name='OfferWordsHead',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('written', models.BigIntegerField(default=0)),
                ('shown', models.BigIntegerField(default=0)),
                ('removed', models.BigIntegerField(default=0)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('place',), name='offer_words_head_once'), models.CheckConstraint(condition=models.Q(('shown__lte', models.F('written'))), name='shown_was_written')],
            },
        ),
        migrations.RunPython(move),
    ]
