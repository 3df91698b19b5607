from django.urls import path

from tongpin.engines.indicators.views import figures, records, writing

app_name = "indicators"
urlpatterns = [
    path("", figures.list_measures, name="list"),
    path("new/", writing.new_measure, name="new_measure"),
    path("targets/", records.targets, name="targets"),
    path("targets/new/", records.new_target, name="new_target"),
    path("targets/<int:pk>/", records.target, name="target"),
    path("targets/<int:pk>/adjust/", records.change_target, name="adjust_target"),
    path("observations/<int:pk>/", records.observation, name="observation"),
    path("<str:code>/", figures.measure, name="measure"),
    path("<str:code>/trace/", figures.trace_rows, name="trace"),
    path("<str:code>/tree/", figures.tree, name="tree"),
    path("<str:code>/report/", writing.report, name="report"),
    path("<str:code>/explain/", writing.explain, name="explain"),
    path("<str:code>/revise/", writing.revise, name="revise"),
]
