from django.urls import URLPattern, path

from tongpin.domains.publicity import views

app_name = "publicity"
urlpatterns: list[URLPattern] = [
    path("honours/", views.honour_list, name="honours"),
    path("honours/new/", views.honour_new, name="honour_new"),
    path("honours/<int:pk>/", views.honour_record, name="honour"),
    path("honours/<int:pk>/edit/", views.honour_edit, name="honour_edit"),
    path("honours/<int:pk>/revoke/", views.honour_revoke, name="honour_revoke"),
]
