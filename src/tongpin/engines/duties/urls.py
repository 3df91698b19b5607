from django.urls import URLPattern, path

from tongpin.engines.duties.views import findings, overview, rules, starts

app_name = "duties"
urlpatterns: list[URLPattern] = [
    path("", overview.matrix, name="matrix"),
    path("heat/", overview.heat, name="heat"),
    path("mine/", findings.mine, name="mine"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/facts/", findings.state, name="state"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path("rules/<slug:code>/adopt/", rules.adopt, name="adopt"),
    path("rules/<slug:code>/move/", rules.move, name="move"),
    path("records-since/", starts.start, name="start"),
    path("records-since/<int:pk>/change/", starts.start_change, name="start_change"),
    path("records-since/<int:pk>/withdraw/", starts.start_end, name="start_end"),
    path("adoptions/<int:pk>/change/", rules.change, name="change"),
    path("adoptions/<int:pk>/end/", rules.end, name="end"),
]
