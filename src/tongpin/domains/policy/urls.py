from django.urls import URLPattern, path

from tongpin.domains.policy.views import delivery, policies, reach

app_name = "policy"
urlpatterns: list[URLPattern] = [
    path("", policies.policy_list, name="policies"),
    path("new/", policies.policy_new, name="policy_new"),
    path("<int:pk>/", policies.policy_record, name="policy"),
    path("<int:pk>/edit/", policies.policy_edit, name="policy_edit"),
    path("<int:pk>/firms/", reach.firm_list, name="firms"),
    path("<int:pk>/firms/<int:firm_pk>/", reach.match_page, name="match"),
    path("<int:pk>/firms/<int:firm_pk>/task/", reach.assign, name="assign"),
    path("<int:pk>/push/", delivery.push_many, name="push_many"),
    path("last-mile/", reach.last_mile_list, name="last_mile"),
    path("pushes/", delivery.push_list, name="pushes"),
    path("pushes/new/", delivery.push_new, name="push_new"),
    path("pushes/<int:pk>/", delivery.push_record, name="push"),
    path("pushes/<int:pk>/edit/", delivery.push_edit, name="push_edit"),
    path("pushes/<int:pk>/remove/", delivery.push_remove, name="push_remove"),
    path("uptakes/", delivery.uptake_list, name="uptakes"),
    path("uptakes/new/", delivery.uptake_new, name="uptake_new"),
    path("uptakes/<int:pk>/", delivery.uptake_record, name="uptake"),
    path("uptakes/<int:pk>/edit/", delivery.uptake_edit, name="uptake_edit"),
    path("uptakes/<int:pk>/remove/", delivery.uptake_remove, name="uptake_remove"),
]
