from django.urls import URLPattern, path

from tongpin.domains.programs import views

app_name = "programs"
urlpatterns: list[URLPattern] = [
    path("grants/", views.grant_list, name="grants"),
    path("grants/new/", views.grant_new, name="grant_new"),
    path("grants/<int:pk>/", views.grant_record, name="grant"),
    path("grants/<int:pk>/edit/", views.grant_edit, name="grant_edit"),
    path("grants/<int:pk>/receive/", views.grant_receive, name="grant_receive"),
    path("grants/<int:pk>/withdraw/", views.grant_withdraw, name="grant_withdraw"),
    path("platforms/", views.platform_list, name="platforms"),
    path("platforms/new/", views.platform_new, name="platform_new"),
    path("platforms/<int:pk>/", views.platform_record, name="platform"),
    path("platforms/<int:pk>/edit/", views.platform_edit, name="platform_edit"),
    path("platforms/<int:pk>/recognise/", views.platform_recognise, name="platform_recognise"),
    path("platforms/<int:pk>/revoke/", views.platform_revoke, name="platform_revoke"),
    path("projects/", views.project_list, name="projects"),
    path("projects/new/", views.project_new, name="project_new"),
    path("projects/<int:pk>/", views.project_record, name="project"),
    path("projects/<int:pk>/edit/", views.project_edit, name="project_edit"),
    path("projects/<int:pk>/advance/", views.project_advance, name="project_advance"),
]
