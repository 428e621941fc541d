"""Writes down what was refused in the admin to somebody who was signed in."""

from datetime import timedelta

from content import clock

from .models import Refusal

ONCE_IN = timedelta(minutes=10)  # the same again is not written down


class RefusalMiddleware:
    """Stands behind what says who somebody is. A form that is given back to be sent again was not refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_refused = response.status_code == 403 and not getattr(response, "is_given_back", False)
        if is_refused and request.path_info.startswith("/admin/") and request.user.is_authenticated:
            write_down(request)
        return response


def write_down(request) -> None:
    moment, path = clock.now(), request.get_full_path().replace("\0", "")[:300]
    same = Refusal.objects.filter(user=request.user, method=request.method, path=path, moment__gt=moment - ONCE_IN)
    if not same.exists():
        Refusal.objects.create(user=request.user, method=request.method, path=path, moment=moment)
