from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tongpin.engines.indicators.views import figures, records, writing


class MeasureCode(StringConverter):
    """指标代码 in an address; what cannot be one leads nowhere."""

    regex = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+"


register_converter(MeasureCode, "measure")

app_name = "indicators"
urlpatterns = [
    path("", figures.list_measures, name="list"),
    path("new/", writing.new_measure, name="new_measure"),
    path("targets/", records.targets, name="targets"),
    path("targets/new/", records.new_target, name="new_target"),
    path("targets/<int:pk>/", records.target, name="target"),
    path("targets/<int:pk>/adjust/", records.change_target, name="adjust_target"),
    path("observations/<int:pk>/", records.observation, name="observation"),
    path("<measure:code>/", figures.measure, name="measure"),
    path("<measure:code>/trace/", figures.trace_rows, name="trace"),
    path("<measure:code>/tree/", figures.tree, name="tree"),
    path("<measure:code>/report/", writing.report, name="report"),
    path("<measure:code>/explain/", writing.explain, name="explain"),
    path("<measure:code>/revise/", writing.revise, name="revise"),
]
