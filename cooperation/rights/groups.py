"""The groups that an account can be in, and what each may do. The README has the same as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.languages import Label
from content.models import Claim, page_types

# What stands for several models.
PAGES, CLAIMS = "pages", "claims"


@dataclass(frozen=True)
class Role:
    """A group: its name in the database, and what it may do with which models."""

    name: str
    label: Label
    told: Label
    grants: dict[str, list[str]]

    def codenames(self) -> Iterator[tuple[str, str]]:
        """Its permissions, each as the label of an app and a codename."""
        for actions, names in self.grants.items():
            for model in (each for name in names for each in models_of(name)):
                for action in actions.split():
                    yield model._meta.app_label, f"{action}_{model._meta.model_name}"


def models_of(name: str) -> list[type[models.Model]]:
    if name == PAGES:
        return list(page_types().values())
    if name == CLAIMS:
        return [model for model in apps.get_models() if issubclass(model, Claim)]
    return [apps.get_model(name)]


ROLES = [
    Role(
        "editor",
        pgettext_lazy("role", "editor"),
        _("Writes and submits pages, confirms what was checked, and asks for words to be removed."),
        {
            "view add change delete": [PAGES, CLAIMS, "content.passage", "content.image"],
            "view submit": ["content.edition"],
            "view add": ["content.redaction", "content.confirmation"],
        },
    ),
    Role(
        "publisher",
        pgettext_lazy("role", "publisher"),
        _("Approves, publishes and withdraws pages, plans them, and sends back what is not ready."),
        {
            "view": [PAGES, CLAIMS, "content.passage", "content.redaction", "content.confirmation"],
            "view change": ["content.image"],
            "view publish": ["content.edition"],
        },
    ),
    Role(
        "administrator",
        pgettext_lazy("role", "administrator"),
        _("Gives people accounts and rights, sets the rule of two people, and confirms what has to be removed by law."),
        {
            "view add change": ["auth.user"],
            "view": ["auth.group", "content.edition", "letters.letter", "accounts.signinattempt"],
            "view change": ["content.redaction", "content.policy"],
            "read": ["logbook.refusal"],
        },
    ),
]
BY_NAME = {role.name: role for role in ROLES}


def label_of(group) -> Label:
    """What a group is called, in the reader's language if it is one of ours."""
    return BY_NAME[group.name].label if group.name in BY_NAME else group.name


def after_migrating(sender, using, **kwargs) -> None:
    """Heal the groups, once all applications have their permissions."""
    if sender is [each for each in apps.get_app_configs() if each.models_module][-1]:
        heal(using)


def heal(using: str = "default") -> None:
    """Let each group have what it is to have, no less and no more: a permission that is new reaches it here."""
    group, permission = apps.get_model("auth.Group"), apps.get_model("auth.Permission")
    for role in ROLES:
        wanted = Q(pk=None)
        for app, codename in role.codenames():
            wanted |= Q(content_type__app_label=app, codename=codename)
        own, _made = group.objects.using(using).get_or_create(name=role.name)
        own.permissions.set(permission.objects.using(using).filter(wanted))
