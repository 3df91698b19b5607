from django.urls import URLPattern, path

from tongpin.domains.accountability.views import cases, circulars, disclosures, duty_lists, hand_over, letters, orders, reminders, study

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
    path("orders/<int:pk>/task/", hand_over.order_task, name="order_task"),
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
    path("duty-lists/<int:pk>/paper/", duty_lists.list_paper, name="duty_list_paper"),
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

_REMINDERS: list[URLPattern] = [
    path("reminders/", reminders.reminder_records, name="reminders"),
    path("reminders/draft/", reminders.reminder_draft, name="reminder_draft"),
    path("reminders/receipts/", reminders.receipts, name="receipts"),
    path("reminders/rules/", reminders.integrity_rules, name="integrity_rules"),
    path("reminders/rules/new/", reminders.integrity_rules_new, name="integrity_rules_new"),
    path("reminders/rules/<int:pk>/edit/", reminders.integrity_rules_edit, name="integrity_rules_edit"),
    path("reminders/<int:pk>/", reminders.reminder_record, name="reminder"),
    path("reminders/<int:pk>/sendings/", reminders.sendings, name="sendings"),
    path("reminders/<int:pk>/paper/", reminders.reminder_paper, name="reminder_paper"),
    path("reminders/<int:pk>/edit/", reminders.reminder_edit, name="reminder_edit"),
    path("reminders/<int:pk>/send/", reminders.reminder_send, name="reminder_send"),
    path("reminders/<int:pk>/drop/", reminders.reminder_drop, name="reminder_drop"),
    path("reminders/<int:pk>/urge/", reminders.reminder_urge, name="reminder_urge"),
    path("reminders/<int:pk>/signed/", reminders.reminder_signed, name="reminder_signed"),
    path("deliveries/", reminders.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/", reminders.delivery, name="delivery"),
    path("deliveries/<int:pk>/receive/", reminders.receive, name="receive"),
    path("office-talks/", cases.office_talk_list, name="office_talks"),
    path("office-talks/<int:pk>/", cases.office_talk, name="office_talk"),
]

_CIRCULARS: list[URLPattern] = [
    path("circulars/", circulars.circular_records, name="circulars"),
    path("circulars/new/", circulars.circular_new, name="circular_new"),
    path("circulars/<int:pk>/", circulars.circular_record, name="circular"),
    path("circulars/<int:pk>/paper/", circulars.circular_paper, name="circular_paper"),
    path("circulars/<int:pk>/edit/", circulars.circular_edit, name="circular_edit"),
    path("circulars/<int:pk>/issue/", circulars.circular_issue, name="circular_issue"),
    path("circulars/<int:pk>/withdraw/", circulars.circular_withdraw, name="circular_withdraw"),
    path("circular-units/<int:pk>/receive/", circulars.circular_receive, name="circular_receive"),
    path("circular-units/<int:pk>/study/", circulars.circular_study, name="circular_study"),
]

_DISCLOSURES: list[URLPattern] = [
    path("catalogue/", disclosures.item_records, name="open_items"),
    path("catalogue/new/", disclosures.item_new, name="open_item_new"),
    path("catalogue/<int:pk>/", disclosures.item_record, name="open_item"),
    path("catalogue/<int:pk>/edit/", disclosures.item_edit, name="open_item_edit"),
    path("catalogue/<int:pk>/end/", disclosures.item_end, name="open_item_end"),
    path("catalogue/<int:pk>/disclosures/new/", disclosures.disclosure_new, name="disclosure_new"),
    path("disclosures/", disclosures.disclosure_records, name="disclosures"),
    path("disclosures/<int:pk>/", disclosures.disclosure_record, name="disclosure"),
    path("disclosures/<int:pk>/paper/", disclosures.disclosure_paper, name="disclosure_paper"),
    path("disclosures/<int:pk>/edit/", disclosures.disclosure_edit, name="disclosure_edit"),
    path("disclosures/<int:pk>/propose/", disclosures.disclosure_propose, name="disclosure_propose"),
    path("disclosures/<int:pk>/review/", disclosures.disclosure_review, name="disclosure_review"),
    path("disclosures/<int:pk>/approve/", disclosures.disclosure_approve, name="disclosure_approve"),
    path("disclosures/<int:pk>/publish/", disclosures.disclosure_publish, name="disclosure_publish"),
    path("disclosures/<int:pk>/take-down/", disclosures.disclosure_take_down, name="disclosure_take_down"),
    path("disclosures/<int:pk>/send-back/", disclosures.disclosure_send_back, name="disclosure_send_back"),
    path("disclosures/<int:pk>/drop/", disclosures.disclosure_drop, name="disclosure_drop"),
    path("board/", disclosures.board, name="board"),
    path("board/<int:pk>/", disclosures.board_entry, name="board_entry"),
]

_CASES: list[URLPattern] = [
    path("cases/", cases.case_records, name="cases"),
    path("cases/new/", cases.case_new, name="case_new"),
    path("cases/<int:pk>/", cases.case_record, name="case"),
    path("cases/<int:pk>/edit/", cases.case_edit, name="case_edit"),
    path("cases/<int:pk>/words/", cases.case_words, name="case_words"),
    path("cases/<int:pk>/accept/", cases.case_accept, name="case_accept"),
    path("cases/<int:pk>/check/", cases.case_check, name="case_check"),
    path("cases/<int:pk>/conclude/", cases.case_conclude, name="case_conclude"),
    path("cases/<int:pk>/reply/", cases.case_reply, name="case_reply"),
    path("cases/<int:pk>/close/", cases.case_close, name="case_close"),
    path("cases/<int:pk>/refuse/", cases.case_refuse, name="case_refuse"),
    path("cases/<int:pk>/recheck/", cases.case_recheck, name="case_recheck"),
    path("cases/<int:pk>/note/", cases.case_note, name="case_note"),
    path("cases/<int:pk>/name/", cases.case_name, name="case_name"),
    path("cases/<int:pk>/relieve/", cases.case_relieve, name="case_relieve"),
]

urlpatterns: list[URLPattern] = [*_LETTERS, *_ORDERS, *_DUTY_LISTS, *_STUDY, *_REMINDERS, *_CIRCULARS, *_DISCLOSURES, *_CASES]
