from django.urls import URLPattern, path

from tongpin.engines.activities.views import records

app_name = "activities"
urlpatterns: list[URLPattern] = [
    path("", records.activity_list, name="activities"),
    path("<int:pk>/", records.activity_record, name="activity"),
]
