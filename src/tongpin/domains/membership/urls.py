from django.urls import URLPattern, path

from tongpin.domains.membership.views import members, terms

app_name = "membership"
urlpatterns: list[URLPattern] = [
    path("members/", members.member_list, name="members"),
    path("members/left/", members.left_list, name="left"),
    path("members/new/", members.member_new, name="member_new"),
    path("members/<int:pk>/", members.member_record, name="member"),
    path("members/<int:pk>/edit/", members.member_edit, name="member_edit"),
    path("members/<int:pk>/convert/", members.member_convert, name="member_convert"),
    path("members/<int:pk>/move/", members.member_move, name="member_move"),
    path("members/<int:pk>/leave/", members.member_leave, name="member_leave"),
    path("members/<int:pk>/absence/", members.member_absence, name="member_absence"),
    path("members/<int:pk>/contact/", members.member_contact, name="member_contact"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/new/", terms.term_new, name="term_new"),
    path("terms/<int:pk>/", terms.term_record, name="term"),
    path("terms/<int:pk>/edit/", terms.term_edit, name="term_edit"),
    path("terms/<int:pk>/postpone/", terms.term_postpone, name="term_postpone"),
    path("terms/<int:pk>/end/", terms.term_end, name="term_end"),
    path("terms/<int:pk>/officers/new/", terms.officer_new, name="officer_new"),
    path("officers/<int:pk>/end/", terms.officer_end, name="officer_end"),
    path("branches/<int:pk>/profile/", terms.profile, name="profile"),
]
