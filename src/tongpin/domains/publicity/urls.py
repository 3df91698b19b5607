from django.urls import URLPattern, path

from tongpin.domains.publicity import views

app_name = "publicity"
urlpatterns: list[URLPattern] = [
    path("honours/", views.honour_list, name="honours"),
    path("honours/new/", views.honour_new, name="honour_new"),
    path("honours/<int:pk>/", views.honour_record, name="honour"),
    path("honours/<int:pk>/edit/", views.honour_edit, name="honour_edit"),
    path("honours/<int:pk>/revoke/", views.honour_revoke, name="honour_revoke"),
    path("brands/", views.brand_records, name="brands"),
    path("brands/new/", views.brand_new, name="brand_new"),
    path("brands/<int:pk>/", views.brand_record, name="brand"),
    path("brands/<int:pk>/edit/", views.brand_edit, name="brand_edit"),
    path("brands/<int:pk>/end/", views.brand_end, name="brand_end"),
]
