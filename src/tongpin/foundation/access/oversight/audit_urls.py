"""审计网址."""

from django.urls import path

from tongpin.foundation.access.oversight import audit_views

app_name = "audit"
urlpatterns = [
    path("", audit_views.event_list, name="list"),
    path("<int:seq>/", audit_views.event, name="event"),
    path("verify/", audit_views.verify, name="verify"),
]
