from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path,re_path
from django.http import HttpResponse
urlpatterns = [path("admin/", admin.site.urls)]
urlpatterns += i18n_patterns(re_path("^(?P<path>[-a-z0-9/]+)/$", lambda r,path:HttpResponse(path), name="page_detail"))
