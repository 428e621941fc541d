"""The form of a page as one long form that one finds one's way in: its rows, its contents, what is wrong in it."""

from ...documents.building import read_parts
from ...models import Page
from ...saving import kept_and_now
from ..options import Options
from ..standing.states import know_states, states_of_rows
from .rows import Part, Row, Rows, anchor_of, problems


class LongForm(Options):
    """Admin options for pages: rows that open one by one, a list of contents, mistakes that lead to their field."""

    def get_form(self, request, obj=None, **kwargs):
        if obj:  # nothing is typed into it yet, so all that is asked of it can be read once
            read_parts([obj])
        if obj and request.method == "GET":
            know_states([obj])
        elif obj:
            request.there = kept_and_now(obj)
        return super().get_form(request, obj, **kwargs)

    def get_inline_formsets(self, *args, **kwargs):
        return [Rows(inline) for inline in super().get_inline_formsets(*args, **kwargs)]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        inlines = context["inline_admin_formsets"]
        if page := context.get("stored"):
            states = states_of_rows(page)
            for rows in inlines:
                rows.states = states
            self.mark_rows(request, page, [row for rows in inlines for row in rows.shown if row.original])
        form = context["adminform"]
        context["parts"] = [Part(each, f"part-{number}") for number, each in enumerate(form)]
        context["problems"] = problems(form, inlines)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.place = place(request.POST.get("at", ""), form, formsets)

    def response_add(self, request, obj, *args, **kwargs):
        return back_to_place(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request, obj):
        return back_to_place(request, super().response_change(request, obj))

    def mark_rows(self, request, page: Page, rows: list[Row]) -> None:
        """Add to the `marks` of rows what their heads and the list of contents are to say beside their states."""


def place(at: str, form, formsets: list) -> str:
    """The id of where whoever saved was: `at` names a field or a row; without it, the first row that was changed."""
    rows = [row for formset in formsets for row in formset.forms if row not in formset.deleted_forms]
    rows = [row for row in rows if not row.instance._state.adding]
    for row in rows:
        if f"{at}-".startswith(f"{row.prefix}-"):
            return anchor_of(row.instance)
    if at in form.fields:
        return form[at].auto_id
    changed = [row for row in rows if row.has_changed()]
    return anchor_of(changed[0].instance) if changed and not at else ""


def back_to_place(request, response):
    """Let whoever stays on the form come back to where they were in it."""
    if "_continue" in request.POST and response.status_code == 302 and request.place:
        response["Location"] += f"#{request.place}"
    return response
