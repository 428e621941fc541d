"""Whether signing in tells who has an account, and whether those who guess keep readers waiting.

python -m bench.sign_in [tries] prints the CPU time of a wrong try with a name that has an account, one that has none
and one of an account without a password: where the password is looked at, and where there were too many tries. Then how
long a public page takes while sixteen connections guess, beside how long it takes without them.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

from tests import servers

NAMES = {"known": "editor", "unknown": "nobody", "without a password": "invited"}
LOGIN = "/admin/login/"
PAGES = ["/nl/", "/en/organisations/aivd/", "/nl/organisaties/", "/nl/zoeken/?q=infobox"]
SECONDS, CONNECTIONS = 8.0, 16
ATTACKER = (
    "from bench.sign_in import attack; import sys; attack(sys.argv[1], float(sys.argv[2]), sys.argv[3] == 'guess')"
)


# Who has an account


def times(tries: int, is_limited: bool) -> dict[str, list[float]]:
    """Milliseconds of CPU time of wrong tries, by whose name it is: one after the other, so that all see the same."""
    from django.test import Client

    from cooperation.accounts import turned_away
    from cooperation.accounts.attempts import digest
    from cooperation.accounts.models import Allowance

    client = Client()
    taken: dict[str, list[float]] = {kind: [] for kind in NAMES}
    for number in range(tries):
        turned_away.forget()
        place = f"10.1.{number // 250}.{number % 250}"  # another each time: what is used up is what the account has
        first = number % len(NAMES)  # each is the first from a place equally often, which costs a row more
        for kind, name in [*NAMES.items()][first:] + [*NAMES.items()][:first]:
            spent = Allowance.objects.filter(key=digest("all")) if is_limited else Allowance.objects.all()
            spent.delete()
            before = time.process_time()
            response = client.post(LOGIN, {"login": name, "password": "a wrong password"}, REMOTE_ADDR=place)
            taken[kind].append((time.process_time() - before) * 1000)
            assert response.status_code == (429 if is_limited else 200), response.status_code
    return taken


def told_apart(one: list[float], other: list[float]) -> float:
    """How often the slower of two tries is of the first kind: a half where nothing can be told (Mann and Whitney)."""
    ranked = sorted([(each, 1) for each in one] + [(each, 0) for each in other])
    ranks = sum(place for place, (_each, is_one) in enumerate(ranked, 1) if is_one)
    return (ranks - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))


def report(told: str, taken: dict[str, list[float]]) -> None:
    known = taken["known"]
    for kind, values in taken.items():
        spread = statistics.quantiles(values, n=20)
        print(
            f"{told:12} {kind:20} median {statistics.median(values):7.2f} ms, 5 to 95 %: {spread[0]:7.2f} to "
            f"{spread[-1]:7.2f} ms, told from “known” {told_apart(values, known):.3f} of the time"
        )


# Whether readers wait


def attack(address: str, seconds: float, is_guessing: bool) -> None:
    """Guess passwords over many connections, as fast as answers come, or ask for what costs nothing."""
    counts: dict[int, int] = {}

    def guess(number: int) -> None:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.request("GET", LOGIN)
        answer = connection.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sent = {
                "login": f"somebody-{number}",
                "password": "wrong",
                "csrfmiddlewaretoken": token[1] if token else "",
            }
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            if is_guessing:
                connection.request("POST", LOGIN, urlencode(sent), headers)
            else:
                connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            counts[answer.status] = counts.get(answer.status, 0) + 1

    threads = [Thread(target=guess, args=[number]) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counts, flush=True)


def pages(address: str, seconds: float) -> list[float]:
    """Milliseconds that public pages take, one after the other."""
    connection, taken = HTTPConnection(urlsplit(address).netloc, timeout=60), []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path in PAGES:
            start = time.perf_counter()
            connection.request("GET", path)
            connection.getresponse().read()
            taken.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return taken


def waiting(address: str) -> None:
    pages(address, 3)
    for told in ("alone", "with sixteen who guess", "alone again", "with sixteen who ask /healthz"):
        guessing = None
        if told.startswith("with"):
            command = [sys.executable, "-c", ATTACKER, address, str(SECONDS), told.split()[3]]
            guessing = subprocess.Popen(command, env=servers.environment(), stdout=subprocess.PIPE, text=True)
            time.sleep(0.5)
        taken = pages(address, SECONDS - 1)
        median, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"a page, {told:30} median {median:6.1f} ms, 95 %: {slow:6.1f} ms, {len(taken)} pages")
        if guessing:
            print("  tries by their answer:", guessing.communicate()[0].strip())


def main() -> None:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as name:
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{name}/in-process.sqlite3"
        django.setup()
        from django.conf import settings
        from django.contrib.auth.hashers import PBKDF2PasswordHasher
        from django.contrib.auth.models import User
        from django.core.management import call_command

        # A twentieth of the rounds, which are the same for all: so their noise hides less of what may differ.
        PBKDF2PasswordHasher.iterations = 50_000
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        call_command("migrate", verbosity=0)
        User.objects.create_superuser("editor", password="a password for the tests")
        User.objects.create_user("invited", password=None)
        times(3, is_limited=False)
        report("looked at", times(tries, is_limited=False))
        use_up()
        times(3, is_limited=True)
        report("too many", times(tries, is_limited=True))
        variables = servers.seeded_copy(Path(name), "attacked")
        with servers.gunicorn(Path(name) / "log", workers=2, **variables) as server:
            waiting(server.address)


def use_up() -> None:
    """Try each name until it has nothing left."""
    from django.test import Client

    from cooperation.accounts.attempts import digest
    from cooperation.accounts.models import Allowance

    for number in range(11):
        for name in NAMES.values():
            Allowance.objects.filter(key=digest("all")).delete()
            Client(REMOTE_ADDR=f"10.2.0.{number}").post(LOGIN, {"login": name, "password": "wrong"})


if __name__ == "__main__":
    main()
