from django.urls import URLPattern, path

from tongpin.domains.accountability.views import duty_lists, letters, orders, study

app_name = "accountability"

_LETTERS: list[URLPattern] = [
    path("letters/", letters.letter_list, name="letters"),
    path("letters/signing/", letters.signing, name="signing"),
    path("letters/new/", letters.letter_new, name="letter_new"),
    path("letters/<int:pk>/", letters.letter_record, name="letter"),
    path("letters/<int:pk>/edit/", letters.letter_edit, name="letter_edit"),
    path("letters/<int:pk>/sign/", letters.letter_sign, name="letter_sign"),
    path("letters/<int:pk>/amend/", letters.letter_amend, name="letter_amend"),
    path("letters/<int:pk>/end/", letters.letter_end, name="letter_end"),
    path("letters/<int:pk>/check/", letters.letter_check, name="letter_check"),
    path("letters/<int:pk>/debrief/", letters.debrief, name="debrief"),
    path("letters/<int:pk>/debrief/paper/", letters.debrief_paper, name="debrief_paper"),
    path("letters/<int:pk>/clauses/new/", letters.clause_new, name="clause_new"),
    path("letter-versions/<int:pk>/paper/", letters.letter_paper, name="letter_paper"),
    path("clauses/<int:pk>/", letters.clause_record, name="clause"),
    path("clauses/<int:pk>/edit/", letters.clause_edit, name="clause_edit"),
    path("clauses/<int:pk>/remove/", letters.clause_remove, name="clause_remove"),
    path("templates/", letters.template_records, name="templates"),
    path("templates/new/", letters.template_new, name="template_new"),
    path("templates/<int:pk>/", letters.template_record, name="template"),
    path("templates/<int:pk>/edit/", letters.template_edit, name="template_edit"),
    path("templates/<int:pk>/end/", letters.template_end, name="template_end"),
]

_ORDERS: list[URLPattern] = [
    path("orders/", orders.order_records, name="orders"),
    path("orders/quarter/", orders.quarter, name="quarter"),
    path("orders/roll/", letters.roll, name="roll"),
    path("orders/rules/", orders.rules, name="rules"),
    path("orders/rules/new/", orders.rules_new, name="rules_new"),
    path("orders/rules/<int:pk>/edit/", orders.rules_edit, name="rules_edit"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/<int:pk>/", orders.order_record, name="order"),
    path("orders/<int:pk>/edit/", orders.order_edit, name="order_edit"),
    path("orders/<int:pk>/paper/", orders.order_paper, name="order_paper"),
    path("orders/<int:pk>/issue/", orders.order_issue, name="order_issue"),
    path("orders/<int:pk>/receive/", orders.order_receive, name="order_receive"),
    path("orders/<int:pk>/report/", orders.order_report, name="order_report"),
    path("orders/<int:pk>/accept/", orders.order_accept, name="order_accept"),
    path("orders/<int:pk>/send-back/", orders.order_send_back, name="order_send_back"),
    path("orders/<int:pk>/close/", orders.order_close, name="order_close"),
    path("orders/<int:pk>/recheck-fails/", orders.order_recheck_fails, name="order_recheck_fails"),
    path("orders/<int:pk>/reopen/", orders.order_reopen, name="order_reopen"),
    path("orders/<int:pk>/withdraw/", orders.order_withdraw, name="order_withdraw"),
    path("orders/<int:pk>/urge/", orders.order_urge, name="order_urge"),
    path("orders/<int:pk>/extension/", orders.order_ask_extension, name="order_ask_extension"),
    path("orders/<int:pk>/extension/decide/", orders.order_decide_extension, name="order_decide_extension"),
]

_DUTY_LISTS: list[URLPattern] = [
    path("duty-lists/", duty_lists.list_records, name="duty_lists"),
    path("duty-lists/new/", duty_lists.list_new, name="duty_list_new"),
    path("duty-lists/<int:pk>/", duty_lists.list_record, name="duty_list"),
    path("duty-lists/<int:pk>/edit/", duty_lists.list_edit, name="duty_list_edit"),
    path("duty-lists/<int:pk>/lines/new/", duty_lists.line_new, name="duty_line_new"),
    path("duty-lines/<int:pk>/", duty_lists.line_record, name="duty_line"),
    path("duty-lines/<int:pk>/edit/", duty_lists.line_edit, name="duty_line_edit"),
    path("duty-lines/<int:pk>/remove/", duty_lists.line_remove, name="duty_line_remove"),
    path("duty-lines/<int:pk>/proofs/new/", duty_lists.proof_new, name="duty_proof_new"),
    path("duty-proofs/<int:pk>/", duty_lists.proof_record, name="duty_proof"),
    path("duty-proofs/<int:pk>/edit/", duty_lists.proof_edit, name="duty_proof_edit"),
    path("risks/", duty_lists.risk_records, name="risks"),
    path("risks/new/", duty_lists.risk_new, name="risk_new"),
    path("risks/<int:pk>/", duty_lists.risk_record, name="risk"),
    path("risks/<int:pk>/edit/", duty_lists.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/check/", duty_lists.risk_check, name="risk_check"),
    path("risks/<int:pk>/end/", duty_lists.risk_end, name="risk_end"),
]

_STUDY: list[URLPattern] = [
    path("study/", study.study, name="study"),
    path("study/paper/", study.study_paper, name="study_paper"),
]

urlpatterns: list[URLPattern] = [*_LETTERS, *_ORDERS, *_DUTY_LISTS, *_STUDY]
