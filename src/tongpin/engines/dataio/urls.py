"""导入导出网址."""

from django.urls import path

from tongpin.engines.dataio.views import batches, remarking, uploading

app_name = "dataio"
urlpatterns = [
    path("", uploading.upload, name="upload"),
    path("templates/<slug:kind>/", uploading.blank, name="template"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/progress/", batches.progress, name="progress"),
    path("batches/<int:pk>/confirm/", batches.confirm, name="confirm"),
    path("batches/<int:pk>/undo/", batches.undo, name="undo"),
    path("batches/<int:pk>/discard/", batches.discard, name="discard"),
    path("batches/<int:pk>/return/", batches.give_back, name="return"),
    path("batches/<int:pk>/files/<int:file_pk>/remarks/", remarking.remarks, name="remarks"),
    path("batches/<int:pk>/sheets/<int:sheet_pk>/", batches.sheet, name="sheet"),
    path("batches/<int:pk>/sheets/<int:sheet_pk>/reading/", batches.reading, name="reading"),
]
