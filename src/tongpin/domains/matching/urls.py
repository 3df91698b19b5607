from django.urls import URLPattern, path

from tongpin.domains.matching import views

app_name = "matching"
urlpatterns: list[URLPattern] = [
    path("events/", views.event_list, name="events"),
    path("events/new/", views.event_new, name="event_new"),
    path("events/<int:pk>/", views.event_record, name="event"),
    path("events/<int:pk>/edit/", views.event_edit, name="event_edit"),
    path("events/<int:pk>/hold/", views.event_hold, name="event_hold"),
    path("events/<int:pk>/cancel/", views.event_cancel, name="event_cancel"),
    path("events/<int:pk>/experts/new/", views.participant_new, name="participant_new"),
    path("event-experts/", views.participation_list, name="participations"),
    path("event-experts/<int:pk>/", views.participation_record, name="participation"),
    path("event-experts/<int:pk>/remove/", views.participant_remove, name="participant_remove"),
    path("agreements/", views.agreement_list, name="agreements"),
    path("agreements/new/", views.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", views.agreement_record, name="agreement"),
    path("agreements/<int:pk>/edit/", views.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/sign/", views.agreement_sign, name="agreement_sign"),
    path("agreements/<int:pk>/end/", views.agreement_end, name="agreement_end"),
]
