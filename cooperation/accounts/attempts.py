"""One try to show who one is: whether it may be made, and what is written down of it."""

import ipaddress
import unicodedata

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from content.clock import now

from . import devices, turned_away
from .limits import BY_ACCOUNT, BY_ADDRESS, BY_ALL, BY_DEVICE, CODE_BY_ACCOUNT, CODE_BY_DEVICE, Limit, give_back, spend
from .models import Result, SignInAttempt, What

SALT = "cooperation.accounts.attempts"


def address_of(request: HttpRequest) -> str | None:
    """From where somebody asks; behind a proxy of ours, what that one says."""
    return told_address(request.META)


def told_address(environ: dict) -> str | None:
    """The same, out of the environment of a request."""
    told = environ.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUSTED_PROXY else ""
    try:
        address = ipaddress.ip_address(told.rpartition(",")[2].strip() or environ.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    # Where a server listens to both at once, an address of IPv4 comes as one of IPv6.
    return str(getattr(address, "ipv4_mapped", None) or address)


def device_of(request: HttpRequest) -> str:
    """What a browser says of itself."""
    return "".join(filter(str.isprintable, request.META.get("HTTP_USER_AGENT", "")))[:200]


def neighbourhood(address: str | None) -> str:
    """What one household can change of its address is one address: of IPv6 the last 64 bits."""
    if address is None:
        return "unknown"
    version = ipaddress.ip_address(address).version
    return str(ipaddress.ip_network(f"{address}/{32 if version == 4 else 64}", strict=False))


def folded(name: str) -> str:
    """A name as it is compared, whether there is an account of it or not."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def account_called(name: str):
    """The one account with a name, or with an address for e-mail, however it is typed; or None."""
    name = name.strip()
    if not name:
        return None
    found = list(get_user_model().objects.filter(Q(username__iexact=name) | Q(email__iexact=name)))
    named = [user for user in found if folded(user.get_username()) == folded(name)] or found
    return named[0] if len(named) == 1 else None


def digest(*parts: object) -> str:
    """A key of what is not to be read in the database."""
    return salted_hmac(SALT, "\0".join(map(str, parts)), algorithm="sha256").hexdigest()


class Attempt:
    """A try: `allowed` pays for it, and one of `passed` and `failed` writes it down."""

    def __init__(self, request: HttpRequest, what: What, *, name: str = "", user=None, again: bool = False):
        self.request, self.what, self.again = request, what, again
        self.user = user or account_called(name)
        self.name = folded(user.get_username() if user else name)
        self.known = devices.is_known(request, self.user)
        self.paid: list[tuple[str, Limit]] = []

    def allowed(self) -> bool:
        """Whether it may be made. What is refused is written down here."""
        for place, count in turned_away.over().items():
            note_many(place, count)
        for number, (key, limit) in enumerate(self.prices()):
            if not spend(key, limit):
                if number == 0 and not self.known and self.what == What.PASSWORD:
                    turned_away.remember(neighbourhood(address_of(self.request)))
                self.note(Result.LIMITED)
                return False
            self.paid.append((key, limit))
        return True

    def prices(self) -> list[tuple[str, Limit]]:
        account = self.user.pk if self.user else self.name
        first = self.what != What.CODE
        if self.known:
            key = digest("device", self.what, devices.read(self.request)["id"], account)
            return [(key, BY_DEVICE if first else CODE_BY_DEVICE)]
        own = (digest("account", self.what, account), BY_ACCOUNT if first else CODE_BY_ACCOUNT)
        address = (digest("address", neighbourhood(address_of(self.request))), BY_ADDRESS)
        return [address, own, (digest("all"), BY_ALL)] if first else [address, own]

    def passed(self) -> None:
        self.repay()
        self.note(Result.PASSED)

    def not_now(self) -> None:
        """Nobody had the time to look at it."""
        self.repay()
        self.note(Result.LIMITED)

    def repay(self) -> None:
        for key, limit in self.paid:
            give_back(key, limit)

    def failed(self) -> None:
        self.note(Result.FAILED)

    def note(self, result: Result) -> None:
        SignInAttempt.objects.create(
            moment=now(),
            account=self.user,
            name=self.user.get_username() if self.user else f"? {digest('name', self.name)[:12]}",
            what=self.what,
            again=self.again,
            result=result,
            address=address_of(self.request),
            device=device_of(self.request),
            known_device=self.known,
        )


def note_many(place: str, count: int) -> None:
    """Write down in one line how many tries of one place were turned away, whoever they were for."""
    address = None if place == "unknown" else place.partition("/")[0]
    SignInAttempt.objects.create(
        moment=now(), name="?", what=What.PASSWORD, result=Result.LIMITED, address=address, times=count
    )
