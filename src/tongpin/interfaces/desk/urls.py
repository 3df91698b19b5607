from django.urls import path

from tongpin.interfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("mine/", views.mine, name="mine"),
    path("todo/", views.todo_list, name="todo"),
    path("todo/count/", views.todo_count, name="todo_count"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/feed/open/", views.open_feed, name="open_feed"),
    path("calendar/feed/close/", views.close_feed, name="close_feed"),
    path("calendar/feed/<str:token>.ics", views.feed, name="feed"),
    path("search/", views.search, name="search"),
    path("feedback/", views.feedback_list, name="feedback_list"),
    path("feedback/new/", views.feedback, name="feedback"),
    path("feedback/<int:pk>/", views.feedback_record, name="feedback_record"),
    path("feedback/<int:pk>/answer/", views.answer_feedback, name="answer_feedback"),
]
