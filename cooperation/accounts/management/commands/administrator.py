import os

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from cooperation.accounts import links
from cooperation.accounts.attempts import account_called


class Command(BaseCommand):
    help = "Makes an administrator's account, or a new link for one that is there, and prints the link to sign in with."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", help="the address for e-mail, or the name of an account that is there")

    def handle(self, *args, email, **options):
        email = email or input("E-mail address: ").strip()
        origin = settings.BASE_URL or f"http://localhost:{os.environ.get('PORT') or 8000}"
        with transaction.atomic():
            user = account_called(email) or self.made(email)
            if not (user.is_active and user.is_superuser):
                raise CommandError(f"{email} is not an administrator.")
            issued = links.issue(user, by=None, origin=origin)
        self.stdout.write(f"Open this once, before {issued.until:%Y-%m-%d %H:%M} UTC, to sign in as {user}:\n")
        self.stdout.write(f"{issued.address}\n")

    def made(self, email: str):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is no e-mail address.") from None
        return get_user_model().objects.create_superuser(email.lower()[:150], email.lower())
