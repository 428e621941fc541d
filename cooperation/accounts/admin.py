"""Accounts in the admin, for administrators: who is let in, with which role, and how they came in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.admin.read_only import ReadOnly
from cooperation.letters import writing
from cooperation.rights.admin import GivesGroups, GroupsField

from . import links
from .logbook import note
from .models import Session, SignInAttempt
from .own_sessions import called as called_as
from .sessions import end_sessions

User = get_user_model()
FRESH = "fresh_link"  # in the session, until it was shown
LETTER_LANGUAGE = gettext_lazy("Language of the letter")

for model in (User, EmailAddress, Authenticator):
    admin.site.unregister(model)


class PersonForm(forms.ModelForm):
    """Somebody with an account, by their address for e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].required = not self.instance.pk or bool(self.instance.email)

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an account with this address already."))
        return email

    def save(self, commit=True):
        """The name of an account is its address, unless it was made with another one."""
        before = User.objects.filter(pk=self.instance.pk).first()
        if before is None or before.username == before.email:
            self.instance.username = self.instance.email[:150]
        return super().save(commit)


class InvitationForm(PersonForm):
    groups = GroupsField(
        label=gettext_lazy("Role"),
        queryset=Group.objects.order_by("pk"),
        widget=forms.CheckboxSelectMultiple,
        initial=lambda: Group.objects.filter(name="editor"),
    )
    language = forms.ChoiceField(label=LETTER_LANGUAGE, choices=settings.LANGUAGES, initial="nl")

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "groups"]

    def clean_email(self):
        email = super().clean_email()
        if User.objects.filter(username__iexact=email).exists():
            raise forms.ValidationError(_("There is an account with this address already."))
        return email


class KeptPersonForm(PersonForm):
    own = None  # set where somebody looks at their own account

    def clean(self):
        cleaned = super().clean()
        for name in ("is_active", "is_superuser"):
            if self.own and not cleaned.get(name, True):
                self.add_error(name, _("You cannot take this from yourself: another administrator can."))
        return cleaned


@admin.register(User)
class PersonAdmin(GivesGroups, UserAdmin):
    """Accounts. They are closed, not deleted: what somebody published stays theirs."""

    form, add_form = KeptPersonForm, InvitationForm
    change_form_template = "admin/auth/user/change_form.html"
    add_form_template = None
    list_display = ["username", "email", "first_name", "last_name", "is_in", "is_active", "last_login"]
    list_filter = ["is_superuser", "is_active", "groups"]
    readonly_fields = ["username", "factors", "last_login", "date_joined"]
    filter_horizontal = ["user_permissions"]
    fieldsets = [
        (None, {"fields": ["username", "email", ("first_name", "last_name")]}),
        (gettext_lazy("Role"), {"fields": ["is_active", "is_superuser", "groups", "user_permissions"]}),
        (gettext_lazy("Signing in"), {"fields": ["factors", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "first_name", "last_name", "groups", "language"]})]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("OwnForm", (form,), {"own": True}) if obj == request.user else form

    def get_urls(self):
        own = {"recovery": self.recovery_view, "link": self.link_view, "end_sessions": self.end_sessions_view}
        ways = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"auth_user_{name}")
            for name, view in own.items()
        ]
        # Nobody sets the password of somebody else.
        return [*ways, *(each for each in super().get_urls() if each.name != "auth_user_password_change")]

    def lookup_allowed(self, lookup, value, request=None):
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("shows beside a password"))
    def factors(self, user):
        found = [str(each) for each in Authenticator.objects.filter(user=user).order_by("type", "pk")]
        return ", ".join(found) or _("nothing yet")

    # Letting somebody in

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            self.hand_over(request, obj, form.cleaned_data["language"])
        elif not obj.is_active:
            end_sessions(obj)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:auth_user_link", args=[obj.pk]))

    def hand_over(self, request, user, language: str) -> None:
        """Make a link, write a letter with it if the site writes any, and keep it to be shown once."""
        origin = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
        issued = links.issue(user, by=request.user, origin=origin)
        if user.email:
            told = {"name": called(user), "by": called(request.user), "address": issued.address, "until": issued.until}
            writing.send(f"account_{issued.purpose}", user.email, language, told, until=issued.until)
        request.session[FRESH] = {"user": user.pk, "address": issued.address}

    def link_view(self, request, pk):
        """Show the link that was just made, once."""
        user = self.person(request, pk)
        fresh = request.session.pop(FRESH, {})
        shown = fresh.get("address", "") if fresh.get("user") == pk else ""
        context = {"title": _("The link for %(user)s") % {"user": user}, "address": shown, "person": user}
        context |= {"is_sent": bool(user.email) and writing.are_sent(), "opts": self.opts}
        return TemplateResponse(request, "account/link.html", self.admin_site.each_context(request) | context)

    def recovery_view(self, request, pk):
        """Make a link for somebody who lost what they sign in with."""
        user = self.person(request, pk)
        if request.method != "POST":
            context = {"title": _("A new link for %(user)s") % {"user": user}, "person": user, "opts": self.opts}
            context |= {"languages": settings.LANGUAGES}
            return TemplateResponse(request, "account/recovery.html", self.admin_site.each_context(request) | context)
        language = request.POST.get("language", "nl")
        self.hand_over(request, user, language if language in dict(settings.LANGUAGES) else "nl")
        return HttpResponseRedirect(reverse("admin:auth_user_link", args=[pk]))

    def end_sessions_view(self, request, pk):
        user = self.person(request, pk, but_own=False)
        if request.method == "POST":
            count = end_sessions(user, but=request.session.session_key)
            note(request.user, user, "deleted", "sessions")
            self.message_user(request, _("%(count)s sessions were ended.") % {"count": count}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))

    def person(self, request, pk, but_own=True):
        """The account that something is done with. Raises PermissionDenied for one's own, and for who may not."""
        user = self.get_object(request, str(pk))
        if user is None or not self.has_change_permission(request, user) or (but_own and user == request.user):
            raise PermissionDenied
        return user

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {"is_own": obj == request.user, "open_sessions": open_sessions(obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)


def called(user) -> str:
    return user.get_full_name() or user.get_username()


def open_sessions(user) -> int:
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).count()


@admin.register(SignInAttempt)
class SignInAttemptAdmin(ReadOnly, admin.ModelAdmin):
    """Tries to sign in, to be read."""

    list_display = ["moment", "name", "shown", "outcome", "address", "browser"]
    list_filter = ["result", "what", "again", "known_device"]
    search_fields = ["name", "address"]
    date_hierarchy = "moment"
    show_full_result_count = False

    @admin.display(description=gettext_lazy("shown"), ordering="what")
    def shown(self, attempt):
        return f"{attempt.get_what_display()} ({_('while signed in')})" if attempt.again else attempt.get_what_display()

    @admin.display(description=gettext_lazy("result"), ordering="result")
    def outcome(self, attempt):
        return attempt.get_result_display() + (f" × {attempt.times}" if attempt.times > 1 else "")

    @admin.display(description=gettext_lazy("device"))
    def browser(self, attempt):
        return called_as(attempt.device) + (f" ({_('known device')})" if attempt.known_device else "")
