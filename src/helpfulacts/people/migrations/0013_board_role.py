from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0012_looks_looked_into'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('navigator', 'guides people (link worker)'), ('resource-weaver', 'brings under-used things together (resource-weaver)'), ('storyteller', 'writes stories with those they are about (storyteller)'), ('system-architect', 'sees what the whole place has and what it stands on (system-architect)'), ('provider', "keeps an organisation's offers"), ('officer', 'runs sharing rounds (partnership officer)'), ('elected', 'elected member'), ('safeguarding-lead', 'reads what people are worried about (safeguarding lead)'), ('safeguarding-deputy', 'stands in for the safeguarding lead'), ('information-lead', 'checks looks at records of those who work here (information governance lead)'), ('board', 'reads what is missing and what much stands on (partnership board)')], max_length=20),
        ),
    ]
