"""后台任务网址."""

from django.urls import path

from tongpin.foundation.access.oversight import job_views

app_name = "jobs"
urlpatterns = [
    path("", job_views.job_list, name="list"),
    path("<int:pk>/", job_views.detail, name="detail"),
    path("<int:pk>/progress/", job_views.progress, name="progress"),
    path("<int:pk>/retry/", job_views.retry, name="retry"),
]
