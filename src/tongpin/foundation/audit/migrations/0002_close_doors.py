from typing import Any

from django.db import migrations

from tongpin.foundation.audit.doors import close_doors, open_doors


def close(apps: Any, schema_editor: Any) -> None:
    close_doors(schema_editor.connection)


def open_again(apps: Any, schema_editor: Any) -> None:
    open_doors(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(close, open_again)]
