"""网址: which subject answers where."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongpin.interfaces.desk.urls")),
    path("account/", include("tongpin.foundation.accounts.urls")),
    path("orgs/", include("tongpin.foundation.orgs.urls")),
    path("access/", include("tongpin.foundation.access.urls")),
    path("audit/", include("tongpin.foundation.access.oversight.audit_urls")),
    path("files/", include("tongpin.foundation.files.urls")),
    path("jobs/", include("tongpin.foundation.access.oversight.job_urls")),
    path("ui/", include("tongpin.foundation.ui.urls")),
    path("import/", include("tongpin.engines.dataio.urls")),
    path("indicators/", include("tongpin.engines.indicators.urls")),
    path("activities/", include("tongpin.engines.activities.urls")),
    path("duties/", include("tongpin.engines.duties.urls")),
    path("rules/", include("tongpin.engines.packs.urls")),
    path("notices/", include("tongpin.engines.notifications.urls")),
    path("enterprises/", include("tongpin.domains.enterprises.urls")),
    path("experts/", include("tongpin.domains.experts.urls")),
    path("programs/", include("tongpin.domains.programs.urls")),
    path("service/", include("tongpin.domains.service.urls")),
    path("matching/", include("tongpin.domains.matching.urls")),
    path("coaching/", include("tongpin.domains.coaching.urls")),
    path("policies/", include("tongpin.domains.policy.urls")),
    path("membership/", include("tongpin.domains.membership.urls")),
    path("orglife/", include("tongpin.domains.orglife.urls")),
    path("work/", include("tongpin.domains.work.urls")),
    path("accountability/", include("tongpin.domains.accountability.urls")),
    path("publicity/", include("tongpin.domains.publicity.urls")),
    path("reports/", include("tongpin.interfaces.reports.urls")),
    path("wall/", include("tongpin.interfaces.wall.urls")),
]

handler400 = "tongpin.foundation.ui.errors.bad_request"
handler403 = "tongpin.foundation.ui.errors.forbidden"
handler404 = "tongpin.foundation.ui.errors.not_found"
handler500 = "tongpin.foundation.ui.errors.server_error"
