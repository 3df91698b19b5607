"""账号、授权与角色网址."""

from django.urls import path

from tongpin.foundation.access.views import grants, users

app_name = "access"
urlpatterns = [
    path("users/", users.users, name="users"),
    path("users/new/", users.create_user, name="create_user"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/edit/", users.edit_user, name="edit_user"),
    path("users/<int:pk>/reset-password/", users.reset_password, name="reset_password"),
    path("users/<int:pk>/disable/", users.disable_user, name="disable_user"),
    path("users/<int:pk>/enable/", users.enable_user, name="enable_user"),
    path("users/<int:pk>/unlock/", users.unlock_user, name="unlock_user"),
    path("users/<int:pk>/end-sessions/", users.end_sessions, name="end_sessions"),
    path("users/<int:pk>/sessions/<int:session>/end/", users.end_session, name="end_session"),
    path("roles/", grants.roles, name="roles"),
    path("grants/", grants.grants, name="grants"),
    path("grants/new/", grants.create_grant, name="create_grant"),
    path("grants/<int:pk>/", grants.grant, name="grant"),
    path("grants/<int:pk>/revoke/", grants.revoke_grant, name="revoke_grant"),
]
