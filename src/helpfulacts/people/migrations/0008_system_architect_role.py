
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_how_a_consent_was_said'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('navigator', 'guides people (link worker)'), ('resource-weaver', 'brings under-used things together (resource-weaver)'), ('system-architect', 'sees what the whole place has and what it stands on (system-architect)'), ('provider', "keeps an organisation's offers"), ('officer', 'runs sharing rounds (partnership officer)'), ('elected', 'elected member')], max_length=20),
        ),
    ]
