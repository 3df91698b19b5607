from django.urls import path

from tongpin.interfaces.reports import views

app_name = "reports"
urlpatterns = [
    path("year-end/", views.year_end, name="year_end"),
    path("year-end/word/", views.year_end_word, name="year_end_word"),
    path("year-end/excel/", views.year_end_excel, name="year_end_excel"),
    path("year-end/pdf/", views.year_end_pdf, name="year_end_pdf"),
    path("wordings/", views.wordings, name="wordings"),
    path("wordings/new/", views.add_sentence, name="add_sentence"),
    path("wordings/<str:sentence_id>/edit/", views.reword, name="reword"),
    path("wordings/history/", views.wording_history, name="wording_history"),
    path("wordings/history/<int:pk>/", views.wording_record, name="wording_record"),
]
