from django.urls import URLPattern, path

from tongpin.domains.service import views

app_name = "service"
urlpatterns: list[URLPattern] = [
    path("credit-lines/", views.credit_line_list, name="credit_lines"),
    path("credit-lines/new/", views.credit_line_new, name="credit_line_new"),
    path("credit-lines/<int:pk>/", views.credit_line_record, name="credit_line"),
    path("credit-lines/<int:pk>/edit/", views.credit_line_edit, name="credit_line_edit"),
    path("credit-lines/<int:pk>/agree/", views.credit_line_agree, name="credit_line_agree"),
    path("credit-lines/<int:pk>/fail/", views.credit_line_fail, name="credit_line_fail"),
    path("loan-applications/", views.loan_list, name="loan_applications"),
    path("loan-applications/new/", views.loan_new, name="loan_new"),
    path("loan-applications/<int:pk>/", views.loan_record, name="loan_application"),
    path("loan-applications/<int:pk>/edit/", views.loan_edit, name="loan_edit"),
    path("loan-applications/<int:pk>/grant/", views.loan_grant, name="loan_grant"),
    path("loan-applications/<int:pk>/withdraw/", views.loan_withdraw, name="loan_withdraw"),
]
