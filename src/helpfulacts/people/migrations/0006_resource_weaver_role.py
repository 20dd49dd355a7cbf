from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_keepers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('navigator', 'guides people (link worker)'), ('resource-weaver', 'brings under-used things together (resource-weaver)'), ('provider', "keeps an organisation's offers"), ('officer', 'runs sharing rounds (partnership officer)'), ('elected', 'elected member')], max_length=20),
        ),
    ]
