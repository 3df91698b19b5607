from django.urls import URLPattern, path

from tongpin.domains.experts import views

app_name = "experts"
urlpatterns: list[URLPattern] = [
    path("", views.expert_list, name="experts"),
    path("new/", views.expert_new, name="expert_new"),
    path("<int:pk>/", views.expert_record, name="expert"),
    path("<int:pk>/edit/", views.expert_edit, name="expert_edit"),
    path("institutes/", views.institute_list, name="institutes"),
    path("institutes/new/", views.institute_new, name="institute_new"),
    path("institutes/<int:pk>/", views.institute_record, name="institute"),
    path("institutes/<int:pk>/edit/", views.institute_edit, name="institute_edit"),
]
