from django.urls import URLPattern, path

from tongpin.domains.work.views import tasks

app_name = "work"
urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.task_table, name="tasks"),
    path("tasks/new/", tasks.task_new, name="task_new"),
    path("tasks/<int:pk>/", tasks.task_record, name="task"),
    path("tasks/<int:pk>/edit/", tasks.task_edit, name="task_edit"),
    path("tasks/<int:pk>/report/", tasks.task_report, name="task_report"),
    path("tasks/<int:pk>/complete/", tasks.task_complete, name="task_complete"),
    path("tasks/<int:pk>/postpone/", tasks.task_postpone, name="task_postpone"),
    path("tasks/<int:pk>/cancel/", tasks.task_cancel, name="task_cancel"),
]
