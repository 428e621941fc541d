"""The groups that come with the site, as the README tells them, and the forms in which rights are given."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.utils.translation import override

from cooperation.rights.groups import ROLES, models_of
from tests import factories
from tests.forms import Form, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ACCOUNT = "/admin/auth/user/{}/change/"


def member(*groups, **options):
    user = factories.user(**options)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def told(role):
    """What the README says of a group."""
    grants = []
    for actions, names in role.grants.items():
        models = [name if "." not in name else str(models_of(name)[0]._meta.verbose_name_plural) for name in names]
        grants.append(f"`{actions}`: {', '.join(models)}")
    with override("nl"):
        dutch = str(role.label)
    return f"| `{role.name}` ({dutch}) | {role.told} | {'; '.join(grants)} |"


@pytest.mark.usefixtures("english")
def test_the_readme_has_the_groups_as_they_are():
    rows = re.findall(r"^\| `[a-z]+` \(.*$", (Path(settings.BASE_DIR) / "README.md").read_text(), re.MULTILINE)
    assert rows == [told(role) for role in ROLES]


@pytest.mark.database
def test_each_migration_heals_the_groups():
    before = {role.name: set(Group.objects.get(name=role.name).permissions.all()) for role in ROLES}
    assert all(before.values())
    Group.objects.get(name="editor").permissions.set(Permission.objects.filter(codename="add_group"))
    Group.objects.get(name="publisher").delete()
    call_command("migrate", verbosity=0)
    assert {role.name: set(Group.objects.get(name=role.name).permissions.all()) for role in ROLES} == before


def test_an_administrator_gives_groups_and_makes_nobody_a_superuser(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    administrator, other, superuser = member("administrator"), member(), factories.user(superuser=True)
    client.force_login(administrator)
    form = Form(client, ACCOUNT.format(other.pk))
    page = form.response.content.decode()
    assert "eindredacteur: Publiceert pagina’s" in page
    assert not {"is_superuser", "user_permissions"} & form.values.keys()
    group = Group.objects.get(name="publisher")
    every = [str(each) for each in Permission.objects.values_list("pk", flat=True)]
    form.submit(groups=[str(group.pk)], is_superuser="on", user_permissions=every)
    other.refresh_from_db()
    assert list(other.groups.all()) == [group]
    assert not other.is_superuser
    assert not other.user_permissions.exists()
    assert "eindredacteur" in html(client, "/admin/auth/user/")

    for address in (ACCOUNT.format(superuser.pk), f"/admin/auth/user/{superuser.pk}/recovery/"):
        assert (
            client.post(address, {"password1": "x" * 20, "password2": "x" * 20, "usable_password": "true"}).status_code
            == 403
        )
    assert 'name="email"' not in html(client, ACCOUNT.format(superuser.pk))
    assert client.post(f"/admin/auth/user/{other.pk}/delete/", {"post": "yes"}).status_code == 403
    superuser.refresh_from_db()
    assert superuser.is_superuser
    assert User.objects.filter(pk=other.pk).exists()
    assert client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x", "permissions": every}).status_code == 403


@pytest.mark.database
def test_the_groups_of_the_site_change_for_nobody_and_a_site_can_have_others(writer):
    group = Group.objects.get(name="editor")
    assert 'name="permissions"' not in html(writer, f"/admin/auth/group/{group.pk}/change/")
    assert writer.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x"}).status_code == 403
    assert writer.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}).status_code == 403
    writer.post("/admin/auth/group/", {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"})
    assert Group.objects.filter(name="editor").exists()
    Form(writer, "/admin/auth/group/add/").submit(name="translators")
    assert Group.objects.filter(name="translators").exists()


@pytest.mark.database
def test_whoever_writes_and_whoever_publishes_do_their_parts(client):
    """An editor makes a page and asks for words to go; a publisher sees it; an administrator confirms what goes."""
    page = factories.published(factories.organisation(name="Dienst"))
    editor, publisher, administrator = (member(name) for name in ("editor", "publisher", "administrator"))
    change = f"/admin/cooperation/organisation/{page.pk}/change/"
    client.force_login(editor)
    form = Form(client, change)
    assert 'name="_publish"' not in form.response.content.decode()
    assert form.submit(title_en="Agency").status_code == 302
    client.force_login(publisher)
    assert "Agency" in html(client, change)
    client.force_login(editor)
    asking = Form(client, re.search(r'href="(/admin/content/redaction/add/[^"]+)"', html(client, change))[1])
    asking.submit(what="whole", reason_nl="Wet.", reason_en="Law.")
    redaction = page.redactions.get()
    confirm = {"action": "confirm", "_selected_action": [redaction.pk], "confirmed": "yes"}
    for user, done in ((editor, False), (publisher, False), (administrator, True)):
        client.force_login(user)
        client.post("/admin/content/redaction/", confirm)
        redaction.refresh_from_db()
        assert bool(redaction.confirmed_by_id) == done
    client.force_login(publisher)
    withdrawal = Form(client, change.replace("change", "withdraw"))
    withdrawal.submit(reason_nl="Weg.", reason_en="Gone.")
    assert client.get(page.path("nl")).status_code == 410
