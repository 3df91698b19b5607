from django.urls import URLPattern, path

from tongpin.engines.packs.views import packs, rules

app_name = "packs"
urlpatterns: list[URLPattern] = [
    path("", rules.rules, name="rules"),
    path("packs/", packs.pack_records, name="packs"),
    path("packs/new/", packs.pack_new, name="pack_new"),
    path("packs/<int:pk>/", packs.pack_record, name="pack"),
    path("packs/<int:pk>/revise/", packs.pack_revise, name="pack_revise"),
    path("packs/<int:pk>/switch/", packs.pack_switch, name="pack_switch"),
    path("packs/<int:pk>/editions/<int:number>/", packs.edition, name="edition"),
    path("<str:key>/", rules.rule, name="rule"),
]
