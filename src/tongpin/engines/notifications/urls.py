from django.urls import URLPattern, path

from tongpin.engines.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern] = [
    path("", views.notices, name="notices"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("read/", views.read_all, name="read_all"),
    path("hours/", views.hours, name="hours"),
]
