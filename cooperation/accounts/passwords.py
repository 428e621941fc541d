"""What a password of this site must not lean on."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What anybody would try first who knows what site this is. Documented in docs/security.md.
WORDS = ["wiewerktmetwie", "whoworkswithwhom", "wachtwoord", "password", "welkom", "welcome", "terrorisme", "terrorism"]
LEAST = 8  # letters that have to be left without them


class NotOfThisSiteValidator:
    """Refuses a password that is little more than words of this site."""

    def validate(self, password, user=None):
        left = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", password).casefold()))
        for word in WORDS:
            left = left.replace(word, "")
        if len(left) < LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_this_site")

    def get_help_text(self):
        return _("The password leans on words that everybody tries first, such as the name of this site.")
