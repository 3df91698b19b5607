"""界面网址."""

from django.urls import path

from tongpin.foundation.ui import views

app_name = "ui"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
