"""A name and a password: one look for the account, and one hash, whatever is found."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from .attempts import account_called


class NameOrEmailBackend(ModelBackend):
    """Signs in by the name of an account or by its address for e-mail, in the same time whether there is one."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None:
            return None
        user = account_called(username)
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
