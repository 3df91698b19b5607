from django.urls import URLPattern, path

from tongpin.domains.work import views

app_name = "work"
urlpatterns: list[URLPattern] = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/new/", views.task_new, name="task_new"),
    path("tasks/<int:pk>/", views.task_record, name="task"),
    path("tasks/<int:pk>/edit/", views.task_edit, name="task_edit"),
    path("tasks/<int:pk>/report/", views.task_report, name="task_report"),
    path("tasks/<int:pk>/complete/", views.task_complete, name="task_complete"),
    path("tasks/<int:pk>/postpone/", views.task_postpone, name="task_postpone"),
    path("tasks/<int:pk>/cancel/", views.task_cancel, name="task_cancel"),
]
