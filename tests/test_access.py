"""Who comes in where: each address that the site has, for each role and each state of a page, as tests/access.py says.

The addresses are those of the resolver, so a view that is new fails here until the table says who may come in.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

from content import clock, publishing
from content.identity import short
from content.models import BroughtFile, Edition, KeptForm, Page, Policy, Publication, Redaction
from content.record import newest
from content.redacting import redact
from cooperation.accounts.models import SignInAttempt
from cooperation.citing.addresses import read
from cooperation.kinds import KINDS
from cooperation.letters.models import Letter
from cooperation.rights.groups import ROLES as GROUPS
from tests import factories
from tests.access import ACCOUNT, ACTIONS, ADMIN, DOORS, MODELS, OF_EDITORS, PUBLIC, ROLES, STATES, TAKES_POST

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
WHY = {"nl": "Weg.", "en": "Gone."}


@pytest.fixture(scope="module")
def written():
    """A page in each state, and one row of everything else that the admin shows."""
    pages = {
        state: factories.organisation(name=f"Dienst {number}", slug=f"dienst-{state}")
        for number, state in enumerate(STATES)
    }
    for state in ("live", "withdrawn", "redacted"):
        factories.published(pages[state])
    publishing.publish_set(list(apps.get_model("content.Source").objects.filter(editions=None)))
    publishing.submit(pages["submitted"])
    publishing.approve(publishing.submit(pages["planned"]), at=clock.now() + timedelta(days=30))
    publishing.withdraw(pages["withdrawn"], reason=WHY)
    asked = Redaction.objects.create(
        page=pages["redacted"], claim=pages["redacted"].statements.get().pk, reason_nl="Wet.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    rows = {
        "infopage": factories.info_page(), "source": factories.source(), "theme": factories.theme(),
        "term": factories.term(), "question": factories.question(), "partnership": factories.partnership(),
        "programme": factories.programme(), "organisation": pages["draft"], "page": pages["draft"],
        "confirmation": replaced(pages["live"]),
        "passage": factories.passage(), "redaction": asked, "policy": Policy(pk=1),
        "relation": factories.relation(pages["draft"], pages["live"]), "edition": Edition.objects.first(),
        "user": factories.user(),
        "signinattempt": SignInAttempt.objects.create(moment=clock.now(), name="x"),
        "group": Group.objects.create(name="other"),
        "letter": Letter.objects.create(
            to="a@example.org", language="nl", asked_at=clock.now(), due=clock.now(), until=clock.now()
        ),
    }  # fmt: skip
    return pages, rows


def replaced(page):
    """The source of a page, of which there is a newer edition."""
    older = page.statements.get().passages.get().source
    newer = factories.source()
    newer.replaces = older
    newer.save()
    publishing.publish(newer)
    return older


@pytest.fixture
def there(bodies):
    """The same, with an image, whose file each test has a place of its own for."""
    return bodies[0], {**bodies[1], "image": factories.image()}


# Whoever is refused is so before the database is asked; an editor comes in nearly everywhere.
@pytest.fixture(params=[pytest.param(role, marks=[pytest.mark.database] * (role == "editor")) for role in ROLES])
def role(request):
    return request.param


@pytest.fixture
def somebody(role):
    """A client of somebody with a role."""
    client = Client(raise_request_exception=True)
    if role != "visitor":
        user = User.objects.create_user(role, is_staff=role != "member")
        if role in {each.name for each in GROUPS}:
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    return client


def patterns(resolver=None, inside=""):
    """Every address that the site knows: its namespace, and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield inside, pattern
        else:
            yield from patterns(pattern, pattern.namespace or inside)


def names(namespace):
    return sorted({pattern.name or str(pattern.pattern) for inside, pattern in patterns() if inside == namespace})


def outcome(response):
    """What came of a request, in a word or as a status."""
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return "sign in"
    if response.status_code == 403 and "/admin/login/" in response.content.decode():
        return "sign in"
    return {200: "in", 302: "in", 403: "refused", 404: "refused"}.get(response.status_code, response.status_code)


def comes_in(role, who):
    if not ROLES[role]:
        return "sign in"
    return "in" if set(ROLES[role]) & set(who) else "refused"


def stored():
    """What an act that is refused must not have changed."""
    pages = list(Page.objects.order_by("pk").values_list("pk", "modified_at"))
    return pages, Edition.objects.count(), Publication.objects.count(), User.objects.count(), Letter.objects.count()


def answers(client, path, act):
    """What comes of looking and of acting; what is done is undone."""
    with transaction.atomic():
        looked = outcome(client.get(path))
        transaction.set_rollback(True)
    before = stored()
    with transaction.atomic():
        acted = outcome(client.post(path, act))
        changed = stored() != before
        transaction.set_rollback(True)
    return looked, acted, changed


BULK = ("bulk_submit", "bulk_publish", "bulk_withdraw", "bulk_check_date", "bulk_theme", "bulk_approve")
LISTS = ("changelist", "add", "file", "deleted", "autosave_new", *BULK)  # of no one row
ACTS = {
    "delete": {"post": "yes"},
    "withdraw": {"reason_nl": "Weg.", "reason_en": "Gone.", "aware": "on"},
    "changelist": {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"},
}


def model_views():
    """The views of the models in the admin: the model, the view and the name of its address."""
    registered = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    for name in names("admin"):
        prefix = next((prefix for prefix in registered if name.startswith(f"{prefix}_")), None)
        if prefix:
            yield registered[prefix]._meta.model_name, name.removeprefix(f"{prefix}_"), f"admin:{name}"


def test_each_address_has_a_rule():
    own = {name for _model, _view, name in model_views()}
    ruled = {f"admin:{name}" for name in [*ADMIN, *DOORS]}
    general = {"<path:object_id>/", "(?P<url>.*)$"}  # these lead to a form, or say that there is nothing
    assert {f"admin:{name}" for name in names("admin")} - general_names(general) == own | ruled
    assert {(model, view) for model, view, _name in model_views()} == {
        (model, view) for model, views in MODELS.items() for view in views
    }
    assert set(names("")) == PUBLIC.keys() | ACCOUNT.keys()


def general_names(general):
    return {f"admin:{name}" for name in general}


def test_the_admin_lets_in_whom_its_table_says(there, somebody, role):
    pages, rows = there
    wrong = []
    # To whom every view of a page is shut, it is shut by who they are, before anybody looks at its state.
    at_all = any(comes_in(role, who) == "in" for both in MODELS["organisation"].values() for who in both)
    states = STATES if at_all else ["live"]
    for model, view, name in model_views():
        places = [pages[state] for state in states] if model == "organisation" else [rows.get(model)]
        for place in places[:1] if view in LISTS else places:
            path = reverse(name, args=[] if view in LISTS else [place.pk])
            expected = tuple(comes_in(role, who) for who in MODELS[model][view])
            looked, acted, changed = answers(somebody, path, ACTS.get(view, {}))
            if model in KINDS and view in ("add", "change"):  # no group writes and publishes
                assert outcome(somebody.post(path, {"_publish": "x"})) == comes_in(role, ""), path
            if (looked, acted) != expected or (changed and acted != "in"):
                wrong.append(f"{path} of {place}: {looked}, {acted}; not {expected}; changed: {changed}")
    assert "\n".join(wrong) == ""


def test_what_belongs_to_no_model_lets_in_whom_its_table_says(there, somebody, role):
    pages, rows = there
    kept = KeptForm.objects.create(user=factories.user(), path="/admin/", values=[], kept_at=clock.now())
    more = {
        "app_list": ["cooperation"],
        "kept_form": [kept.pk],
        "sheet": [BroughtFile.objects.create(user=kept.user, name="x", content=b"", made_at=clock.now()).pk],
        "sheet_of_source": [rows["source"].pk],
        "checks": ["organisation", pages["live"].pk],
        "compare": [pages["live"].pk],
        "notes": [pages["live"].pk],
        "reader_links": [pages["live"].pk],
        "guide_topic": ["claims"],
        "view_on_site": [
            apps.get_model("contenttypes.ContentType").objects.get_for_model(pages["draft"]).pk, pages["draft"].pk
        ],
    }  # fmt: skip
    query = {"autocomplete": "?app_label=cooperation&model_name=relation&field_name=other&term=dienst"}
    found = {
        name: outcome(somebody.get(reverse(f"admin:{name}", args=more.get(name)) + query.get(name, "")))
        for name in ADMIN
    }
    assert found == {name: comes_in(role, who) for name, who in ADMIN.items()}


def test_an_account_is_of_whoever_is_signed_in(there, somebody, role):
    """Other than in the admin, a session is enough; whose it is says which account is shown."""
    of = {"mfa_remove_webauthn": [1], "account_session_end": ["x"], "account_welcome": ["x"]}
    signed_in = "M" if role != "visitor" else "-"
    for name, who in ACCOUNT.items():
        response = somebody.get(reverse(name, args=of.get(name)))
        if who == "by a button":
            assert response.status_code == 405, name
        elif signed_in == "M":
            assert outcome(response) in ("in", "refused", 410), name
        else:
            assert (outcome(response) == "sign in") == (who == "M"), (name, response)


def test_what_can_be_done_with_rows_is_offered_to_whom_its_table_says(there, somebody, role, rf):
    if not ROLES[role]:
        return
    request = rf.get("/")
    request.user = User.objects.get(username=role)
    for model, options in admin.site._registry.items():
        rules = ACTIONS.get(model._meta.model_name, {})
        request.user.is_superuser = True
        assert set(options.get_actions(request)) == rules.keys(), model
        request.user = User.objects.get(username=role)
        offered = set(options.get_actions(request))
        assert offered == {name for name, who in rules.items() if comes_in(role, who) == "in"}, model


def arguments(name, page, image):
    """What an address is made of: of a page, or of whatever there is."""
    page.refresh_from_db()
    uid, own, serial = page.content_id, short(page.content_id), newest().serial
    claim, path = short(page.statements.get().pk), page.path("nl").strip("/").removeprefix("nl/")
    return {
        **{key: [path] for key in ["page_detail", "page_data", "page_linked_data", "page_feed", "page_history"]},
        "page_version": [path, 1],
        **{key: [own, serial] for key in ["page_cited", "citation"]},
        **{key: [own, serial, claim] for key in ["claim_cited", "embed"]},
        "comparison": [own, serial - 1, serial],
        **{key: [uid] for key in ["page_permalink", "page_preview"]},
        "typed_preview": ["organisation", page.pk],
        "reader_preview": ["x" * 32],
        "then_preview": [page.pk, "working", page.pk],
        "share_picture": [uid, serial, "x"],
        "share_picture_of_version": [uid, 1],
        **{key: [page.path("nl").lstrip("/")] for key in ["timegate", "timemap"]},
        "network_download": ["csv"],
        **{key: [serial] for key in ["change", "change_data"]},
        "data_file": ["claims.csv"],
        "checked": [read(f"{own}.{serial}")],
        "sitemap_file": ["pages"],
        "media": [image.file.name],
    }.get(name, [])


ASKED = {"search_data": "?q=dienst", "connections_data": "?from=dienst-live&to=dienst-redacted"}
SPELT_OUT = {"citation_tidied": "/id/ABCDEFABCDEF/1/", "reserved": "/nl/api/"}


def read_to_the_end(response) -> None:
    """Let go of a file that is sent, as a client does; to close the response would close the database as well."""
    if response.streaming:
        response.getvalue()


@pytest.mark.parametrize("state", STATES)
def test_what_is_public_of_a_page_follows_its_state_whoever_asks(there, somebody, role, state):
    pages, rows = there
    found, expected = {}, {}
    for name, rule in PUBLIC.items():
        same = not isinstance(rule, dict) or role not in ("visitor", "editor")  # who may least, and who sees most
        if state != "live" and same and name not in OF_EDITORS:
            continue
        with override("nl"):
            path = SPELT_OUT.get(name) or reverse(name, args=arguments(name, pages[state], rows["image"]))
        response = somebody.get(path + ASKED.get(name, ""))
        read_to_the_end(response)
        found[name] = outcome(response) if name in OF_EDITORS else response.status_code
        expected[name] = comes_in(role, rule) if name in OF_EDITORS else rule[state] if isinstance(rule, dict) else rule
    assert found == expected


def test_readers_only_read(there, client):
    pages, rows = there
    for name in PUBLIC:
        with override("nl"):
            path = SPELT_OUT.get(name) or reverse(name, args=arguments(name, pages["live"], rows["image"]))
        for method in ("post", "put", "patch", "delete"):
            allowed = method == "post" and name in TAKES_POST
            assert (getattr(client, method)(path).status_code != 405) == allowed, (name, method)
