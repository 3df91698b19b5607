from django.urls import URLPattern, path

from tongpin.engines.activities.views import books, entry, kinds, records

app_name = "activities"
urlpatterns: list[URLPattern] = [
    path("", records.activity_list, name="activities"),
    path("new/", entry.activity_new, name="new"),
    path("link-search/", entry.link_search, name="link_search"),
    path("<int:pk>/", records.activity_record, name="activity"),
    path("<int:pk>/edit/", entry.activity_edit, name="edit"),
    path("<int:pk>/hold/", entry.activity_hold, name="hold"),
    path("<int:pk>/end/", entry.activity_end, name="end"),
    path("books/new/", books.book_new, name="book_new"),
    path("kinds/", kinds.kind_list, name="kinds"),
    path("kinds/new/", kinds.kind_new, name="kind_new"),
    path("kinds/<int:pk>/", kinds.kind_record, name="kind"),
    path("kinds/<int:pk>/edit/", kinds.kind_edit, name="kind_edit"),
    path("kinds/<int:pk>/end/", kinds.kind_end, name="kind_end"),
    path("books/<int:pk>/", books.book_record, name="book"),
]
