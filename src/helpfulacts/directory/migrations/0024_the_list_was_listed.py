from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0023_dates_in_one_look'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['place', 'changed_at'], name='offer_by_change'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'paused']), _negated=True), ('was_listed', True), _connector='OR'), name='on_the_list_was_listed'),
        ),
    ]
