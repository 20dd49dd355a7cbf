
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_what_offers_mean'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('file_name', models.CharField(max_length=120)),
                ('by', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('mapping', 'columns are being chosen'), ('checking', 'rows are being checked'), ('ready', 'ready to import'), ('done', 'imported'), ('undone', 'undone')], default='mapping', max_length=10)),
                ('sheets', models.JSONField(default=list)),
                ('sheet', models.PositiveSmallIntegerField(default=0)),
                ('header_row', models.PositiveIntegerField(default=1)),
                ('headers', models.JSONField(default=list)),
                ('columns', models.JSONField(default=list)),
                ('constants', models.JSONField(default=dict)),
                ('began_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-began_at'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sheet', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField(default=list)),
                ('title', models.CharField(blank=True, max_length=160)),
                ('outcome', models.CharField(choices=[('waiting', 'not looked at yet'), ('new', 'new'), ('changed', 'changed'), ('same', 'unchanged'), ('ends', 'ends here'), ('closed', 'not listed'), ('aside', 'set aside'), ('out', 'left out'), ('joined', 'part of another row'), ('gone', 'no longer in the list'), ('above', 'above the rows')], default='waiting', max_length=8)),
                ('reasons', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('identity', models.UUIDField(null=True)),
                ('before', models.JSONField(null=True)),
                ('after', models.CharField(blank=True, max_length=64)),
                ('done', models.BooleanField(default=False)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='directory.import')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'of', 'sheet', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('headers_key', models.CharField(max_length=64)),
                ('headers', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('constants', models.JSONField(default=dict)),
                ('kept_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'name'],
                'indexes': [models.Index(fields=['place', 'headers_key'], name='column_mapping_by_headers')],
                'constraints': [models.UniqueConstraint(fields=('place', 'name'), name='column_mapping_name_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'undone']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='an_import_that_is_done_says_when'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['place', 'of', 'outcome'], name='import_row_by_outcome'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('place', 'of', 'sheet', 'number'), name='import_row_once'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(('done', False), ('outcome__in', ['new', 'changed', 'ends']), _connector='OR'), name='only_what_changes_an_offer_is_done'),
        ),
    ]
