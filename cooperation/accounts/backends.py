"""A name and a password: one look for the account, and one hash, whatever is found."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from . import hashing
from .attempts import account_called


class NameOrEmailBackend(ModelBackend):
    """Signs in by the name of an account or by its address for e-mail, in the same time whether there is one."""

    def authenticate(self, request, username=None, password=None, may_wait=True, **kwargs):
        """Look at a name and a password. Raises hashing.Busy for who may not wait behind others."""
        if username is None or password is None:
            return None
        user = account_called(username)
        no_password = make_password(None)
        is_right, is_old = hashing.look_at(password, user.password if user else no_password, may_wait=may_wait)
        if user is None or not is_right or not self.user_can_authenticate(user):
            return None
        if is_old:
            user.set_password(password)
            user.save(update_fields=["password"])
        return user
