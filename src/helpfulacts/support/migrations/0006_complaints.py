
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_nation_of_a_place'),
        ('support', '0005_suggestions_come_back_with_their_wish'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(choices=[('information', 'How information about me was used'), ('decision', 'A decision, or a place I did not get'), ('help', 'Help that was given, or was not'), ('person', 'How somebody was with me'), ('other', 'Something else')], max_length=12)),
                ('came_by', models.CharField(choices=[('page', 'on this site'), ('desk', 'at the desk'), ('phone', 'by phone'), ('paper', 'on paper')], default='page', max_length=6)),
                ('words_sealed', models.BinaryField(null=True)),
                ('contact_sealed', models.BinaryField(null=True)),
                ('phrase_hash', models.CharField(blank=True, max_length=64)),
                ('came_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'It was right to complain'), ('partly', 'Part of it was right'), ('not upheld', 'We found nothing wrong')], max_length=10)),
                ('answer_sealed', models.BinaryField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'came_at'],
                'indexes': [models.Index(fields=['place', 'answered_at'], name='complaint_by_answer')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('phrase_hash', ''), _negated=True), fields=('place', 'phrase_hash'), name='complaint_phrase_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('outcome', '')), models.Q(('answered_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='complaint_answered_has_outcome'), models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', True), ('words_sealed__isnull', True), _connector='OR'), name='complaint_taken_back_has_no_words')],
            },
        ),
    ]
