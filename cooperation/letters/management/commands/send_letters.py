from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, no_translations

from ...models import Letter
from ...postman import go_round
from ...sending import deliver_due
from ...writing import send


class Command(BaseCommand):
    help = "Sends the letters that wait and are due. The running site does so by itself."

    def add_arguments(self, parser):
        parser.add_argument("--keep-on", action="store_true", help="go on until it is stopped, as the site does")
        parser.add_argument("--test", metavar="ADDRESS", help="write a letter to this address first, to see it arrive")

    @no_translations
    def handle(self, *args, keep_on=False, test="", **options):
        if not settings.SENDS_LETTERS:
            raise CommandError("This site sends no letters: EMAIL_URL is not set.")
        if keep_on:
            try:
                go_round()
            except KeyboardInterrupt:
                return
        letter = self.written(test) if test else None
        self.stdout.write(f"Sent {deliver_due()} letters; {Letter.objects.waiting().count()} wait.")
        if letter:
            letter.refresh_from_db()
            if letter.state != Letter.State.SENT:
                raise CommandError(f"The letter to {test} was not sent: {letter.last_error or 'try again later'}")

    def written(self, address):
        try:
            return send("test", address, settings.LANGUAGE_CODE, {})
        except ValidationError:
            raise CommandError(f"This is no address: {address}") from None
