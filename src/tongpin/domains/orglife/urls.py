from django.urls import URLPattern, path

from tongpin.domains.orglife.views import agreements, library, suggestions, talks

app_name = "orglife"
urlpatterns: list[URLPattern] = [
    path("talks/", talks.talk_list, name="talks"),
    path("talks/new/", talks.talk_new, name="talk_new"),
    path("talks/<int:pk>/", talks.talk_record, name="talk"),
    path("talks/<int:pk>/edit/", talks.talk_edit, name="talk_edit"),
    path("talks/<int:pk>/write/", talks.talk_write, name="talk_write"),
    path("talks/<int:pk>/words/", talks.talk_words, name="talk_words"),
    path("talks/<int:pk>/remove/", talks.talk_remove, name="talk_remove"),
    path("suggestions/", suggestions.suggestion_list, name="suggestions"),
    path("suggestions/new/", suggestions.suggestion_new, name="suggestion_new"),
    path("suggestions/<int:pk>/", suggestions.suggestion_record, name="suggestion"),
    path("suggestions/<int:pk>/edit/", suggestions.suggestion_edit, name="suggestion_edit"),
    path("suggestions/<int:pk>/answer/", suggestions.suggestion_answer, name="suggestion_answer"),
    path("suggestions/<int:pk>/task/", suggestions.suggestion_task, name="suggestion_task"),
    path("co-buildings/", agreements.co_buildings, name="co_buildings"),
    path("co-buildings/new/", agreements.co_building_new, name="co_building_new"),
    path("co-buildings/<int:pk>/", agreements.co_building_record, name="co_building"),
    path("co-buildings/<int:pk>/edit/", agreements.co_building_edit, name="co_building_edit"),
    path("co-buildings/<int:pk>/end/", agreements.co_building_end, name="co_building_end"),
    path("library/", library.documents, name="documents"),
    path("library/new/", library.document_new, name="document_new"),
    path("library/<int:pk>/", library.document_record, name="document"),
    path("library/<int:pk>/edit/", library.document_edit, name="document_edit"),
    path("library/<int:pk>/versions/new/", library.version_new, name="version_new"),
    path("versions/<int:pk>/", library.version_record, name="version"),
    path("versions/<int:pk>/edit/", library.version_edit, name="version_edit"),
    path("versions/<int:pk>/read/", library.version_read, name="version_read"),
    path("versions/<int:pk>/duties/new/", library.duty_new, name="duty_new"),
    path("duties/<int:pk>/", library.duty_record, name="duty"),
    path("duties/<int:pk>/task/", library.duty_task, name="duty_task"),
    path("duties/<int:pk>/remove/", library.duty_remove, name="duty_remove"),
]
