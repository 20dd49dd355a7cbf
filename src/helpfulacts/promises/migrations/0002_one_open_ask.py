

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('promises', '0001_initial'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(condition=models.Q(('about_noun', 'person'), ('excepted_at__isnull', True), ('kept_at__isnull', True)), fields=('place', 'about_noun', 'about_id'), name='one_open_call_a_person'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(condition=models.Q(('about_noun', 'allocation'), ('by_noun', 'partnership'), ('excepted_at__isnull', True), ('kept_at__isnull', True)), fields=('place', 'about_noun', 'about_id'), name='one_open_look_again'),
        ),
    ]
