"""WSGI entrance for waitress, granian or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
application = get_wsgi_application()
