"""Questions that a reader comes with, answered out of the relations: each step names the roles that tell it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content.languages import Label


@dataclass(frozen=True)
class Step:
    """A part of an answer: the relations in some roles, to pages of some kinds if it matters."""

    title: Label
    roles: tuple[str, ...]
    target_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question with its address, and the steps of its answer."""

    name: str
    path: Label
    title: Label
    lead: Label
    steps: tuple[Step, ...]

    @property
    def roles(self) -> set[str]:
        return {role for step in self.steps for role in step.roles}


QUESTIONS = [
    Question(
        "signal",
        _("questions/signal/"),
        _("What happens with a signal?"),
        _("Someone notices something. Who hears of it, where does it come together, and who can then do what?"),
        (
            Step(_("Who picks it up"), ("works_for",)),
            Step(_("Who tells whom"), ("informs", "informs_by_report")),
            Step(_("Where information comes together"), ("member",), ("information_exchange",)),
            Step(_("Who advises what can be done"), ("advises",)),
        ),
    ),
    Question(
        "lead",
        _("questions/lead/"),
        _("Who leads, and who watches?"),
        _("Who coordinates, who takes the lead, on what ground people work, and who supervises or examines it."),
        (
            Step(_("Who leads"), ("coordinates", "leads", "co_chair", "chaired")),
            Step(_("On what ground"), ("works_under",)),
            Step(_("Who watches"), ("supervises", "researches")),
        ),
    ),
    Question(
        "plans",
        _("questions/plans/"),
        _("Who makes the plans, and who carries them out?"),
        _("Strategies, programmes and reports: who drew them up, who publishes them, and who works on them."),
        (
            Step(_("Who makes them"), ("drew_up", "publishes")),
            Step(_("Who works on them"), ("carries_out", "contributes", "uses")),
        ),
    ),
    Question(
        "help",
        _("questions/help/"),
        _("Who helps professionals and municipalities?"),
        _("Advice, training, support and money for those who meet radicalisation in their work."),
        (
            Step(_("Advice and training"), ("can_advise", "trains", "brings_together")),
            Step(_("Support and money"), ("supports", "funds", "invests")),
        ),
    ),
]
