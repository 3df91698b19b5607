"""组织与人员网址."""

from django.urls import path

from tongpin.foundation.orgs.views import calendar, organisations, people

app_name = "orgs"
urlpatterns = [
    path("", organisations.tree, name="tree"),
    path("new/", organisations.create, name="create"),
    path("<int:pk>/", organisations.organisation, name="organisation"),
    path("<int:pk>/edit/", organisations.edit, name="edit"),
    path("<int:pk>/rename/", organisations.rename, name="rename"),
    path("<int:pk>/move/", organisations.move, name="move"),
    path("<int:pk>/merge/", organisations.merge, name="merge"),
    path("<int:pk>/close/", organisations.close, name="close"),
    path("people/", people.people, name="people"),
    path("people/new/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit_person"),
    path("people/<int:pk>/appoint/", people.appoint, name="appoint"),
    path("posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/adjust/", calendar.override_day, name="override_day"),
    path("calendar/<int:pk>/drop/", calendar.drop_override, name="drop_override"),
]
