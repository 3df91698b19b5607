from django.urls import path

from tongpin.interfaces.wall import views

app_name = "wall"
urlpatterns = [
    path("", views.board, name="board"),
    path("screen/", views.screen, name="screen"),
    path("paper/", views.paper, name="paper"),
    path("projects/<int:pk>/", views.gantt, name="gantt"),
    path("projects/<int:pk>/picture/", views.gantt_picture, name="gantt_picture"),
]
