from django.urls import URLPattern, path

from tongpin.domains.enterprises import views

app_name = "enterprises"
urlpatterns: list[URLPattern] = [
    path("", views.enterprise_list, name="enterprises"),
    path("new/", views.enterprise_new, name="enterprise_new"),
    path("<int:pk>/", views.enterprise_record, name="enterprise"),
    path("<int:pk>/edit/", views.enterprise_edit, name="enterprise_edit"),
    path("<int:pk>/rename/", views.enterprise_rename, name="enterprise_rename"),
    path("certificates/", views.certificate_list, name="certificates"),
    path("certificates/new/", views.certificate_new, name="certificate_new"),
    path("certificates/<int:pk>/", views.certificate_record, name="certificate"),
    path("certificates/<int:pk>/edit/", views.certificate_edit, name="certificate_edit"),
    path("certificates/<int:pk>/revoke/", views.certificate_revoke, name="certificate_revoke"),
    path("sme-registrations/", views.sme_list, name="sme_registrations"),
    path("sme-registrations/new/", views.sme_new, name="sme_new"),
    path("sme-registrations/<int:pk>/", views.sme_record, name="sme_registration"),
    path("sme-registrations/<int:pk>/edit/", views.sme_edit, name="sme_edit"),
    path("sme-registrations/<int:pk>/withdraw/", views.sme_withdraw, name="sme_withdraw"),
    path("contracts/", views.contract_list, name="contracts"),
    path("contracts/new/", views.contract_new, name="contract_new"),
    path("contracts/<int:pk>/", views.contract_record, name="contract"),
    path("contracts/<int:pk>/edit/", views.contract_edit, name="contract_edit"),
    path("contracts/<int:pk>/cancel/", views.contract_cancel, name="contract_cancel"),
]
