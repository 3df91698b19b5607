from django.urls import path

from tongpin.foundation.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.download, name="download"),
    path("attach/<slug:kind>/<int:pk>/", views.attach, name="attach"),
    path("withdraw/<int:pk>/", views.withdraw, name="withdraw"),
]
