"""Histories: people who do with a few pages what editors do, and when each edition is to be public because of it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from content import publishing
from content.documents.restoring import restore
from content.models import Address, Edition, Page, Passage, Redaction, Source, Statement
from content.redacting import redact
from cooperation.models import Relation
from tests.written import Written, claims, identity, parts, words

START = datetime(2030, 1, 1, 12, tzinfo=UTC)


class History:
    """Some people, some pages by their keys, and what was done. It can be copied."""

    def __init__(self, people):
        self.people, self.pages = people, []
        self.words = Written()
        self.now = START
        self.due = {}  # the moment from which an edition is to be public

    def do(self, name: str, place: int, person: int, number: int) -> list[str]:
        """Let somebody do something with a page; return why it was refused. What is refused leaves nothing behind."""
        page = Page.objects.get(pk=self.pages[place % len(self.pages)]).specific
        due = self.due.copy()
        try:
            with transaction.atomic():
                getattr(self, name)(page, person, number)
        except ValidationError as refused:
            self.due = due
            return refused.messages
        return []

    def wait(self, page, person, number):
        self.now += timedelta(hours=number)

    def save(self, page, person, number):
        for row in parts(page):
            self.words.write(row)

    def rename(self, page, person, number):
        """Give a page another address: a new one, one that another page had, or one that it had itself."""
        start = page.path("nl").removesuffix(f"{page.slug_nl}/")
        known = Address.objects.filter(path__startswith=start).order_by("pk")
        known = [each.path.split("/")[-2] for each in known if (each.page_id == page.pk) == (number == 5)]
        free = [slug for slug in known if not Page.objects.filter(slug_nl=slug).exists()]
        page.slug_nl = free[person % len(free)] if free and number > 3 else self.words.word()
        page.slug_en = "" if number == 3 else f"{page.slug_nl}-en"
        page.clean()
        page.save()

    def add(self, page, person, number):
        """Write another passage or claim."""
        word = self.words.word()
        new = {"pk": identity(word), "page_id": page.pk, "anchor": word, "since": "2014"}
        others = Page.objects.filter(page_type__in=("organisation", "partnership")).exclude(pk=page.pk).order_by("pk")
        if isinstance(page, Source):
            row = Passage(source=page, key=word, uid=identity(word), position=9)
        elif hasattr(page, "relations") and number % 2:
            role = ("informs", "member", "works_with")[person]
            row = Relation(**new, role=role, other=others[number // 2 % len(others)], position=9)
        else:
            row = Statement(**new, position=9)
        self.words.write(row)
        self.cite(page, person, number)

    def cite(self, page, person, number):
        """Let the lead of a page and its last claim rest on other passages."""
        passages = list(Passage.objects.order_by("pk"))
        chosen = [passages[(number + step) % len(passages)] for step in range(1 + person)]
        for claim in claims(page)[-1:]:
            claim.passages.set(chosen)
        if page.cites_sources:
            page.lead_passages.set(chosen[:1])

    def retire(self, page, person, number):
        """Take a claim off a page, or a passage that nothing rests on."""
        unused = [row for row in parts(page)[1:] if not isinstance(row, Passage) or not cited(row)]
        for row in unused[number : number + 1]:
            row.delete()

    def bring_back(self, page, person, number):
        """Make the working copy what a page said before."""
        editions = Edition.objects.final().filter(page=page.pk, state="approved", redaction=None).order_by("pk")
        for edition in editions[number : number + 1]:
            restore(edition.read())

    def submit(self, page, person, number):
        note = self.words.note()
        self.words.keep([publishing.submit(page, by=self.people[person], change_note=note, change="wording")], note)

    def publish(self, page, person, number):
        note = self.words.note()
        with self.decision(page.pk, number) as plans:
            edition = publishing.publish(page, by=self.people[person], change_note=note, change="wording", **plans)
        self.due[edition.pk] = self.now
        self.words.keep([edition], note)

    def revise(self, page, person, number):
        self.save(page, person, number)
        self.publish(page, person, number)

    def publish_set(self, page, person, number):
        note, keys = self.words.note(), {page.pk, self.pages[0], self.pages[number]}
        pages = Page.objects.filter(pk__in=keys)
        editions = publishing.publish_set(pages, by=self.people[person], change_note=note, change="wording")
        self.due |= {edition.pk: self.now for edition in editions}
        self.words.keep(editions, note)

    def approve(self, page, person, number, at=None):
        if edition := one_of(Edition.objects.waiting(), page):
            with self.decision(edition.page_id, number) as plans:
                publishing.approve(edition, by=self.people[person], at=at, **plans)
            self.due[edition.pk] = at or self.now

    def plan(self, page, person, number):
        if not Edition.objects.waiting().filter(page=page.pk):
            self.submit(page, person, number)
        self.approve(page, person, number, self.later(number))

    def reject(self, page, person, number):
        if edition := one_of(Edition.objects.waiting(), page):
            publishing.reject(edition, by=self.people[person], reason=self.words.word())

    def cancel(self, page, person, number):
        if plan := one_of(Edition.objects.planned(), page):
            publishing.cancel_plan(plan, by=self.people[person], reason=self.words.word())
            del self.due[plan.pk]

    def withdraw(self, page, person, number, at=None):
        reason, aware = self.words.note(), number > 1
        with self.decision(page.pk, number) as plans:
            edition = publishing.withdraw(page, by=self.people[person], reason=reason, at=at, aware=aware, **plans)
        self.words.own[edition.pk] = self.words.own[edition.based_on_id] | words(reason)
        self.due[edition.pk] = at or self.now

    def plan_withdrawal(self, page, person, number):
        self.withdraw(page, person, number, self.later(number))

    def redact(self, page, person, number):
        """Have the words of a page or of a claim removed, or only ask for it; they go from the working copy as well."""
        by_claim = self.words.claims[page.pk]
        claim = sorted(by_claim)[person % len(by_claim)] if by_claim and number % 2 else None
        reason = self.words.note()
        texts = {f"reason_{language}": text for language, text in reason.items()}
        redaction = Redaction(page_id=page.pk, claim=claim, asked_by=self.people[person], **texts)
        redaction.clean()
        redaction.save()
        if number < 4:
            redact(redaction, by=self.people[person - 1])
            self.now += timedelta(minutes=1)  # what is submitted in the same moment counts as submitted before
            self.words.remove(page, claim, reason)
            for row in parts(page):
                if claim in (None, row.pk):
                    self.words.write(row)

    def later(self, number) -> datetime:
        return self.now + timedelta(hours=1 + number // 2)

    @contextmanager
    def decision(self, key, number):
        """What is to become of the plans for a page: nothing is said, all are kept or all are cancelled."""
        plans = list(Edition.objects.planned().filter(page=key).values_list("pk", flat=True))
        yield [{}, {"keep": plans}, {"cancel": plans}][number % 3]
        if number % 3 == 2:
            self.due = {pk: at for pk, at in self.due.items() if pk not in plans}


def cited(passage: Passage) -> bool:
    return next(passage.citing(), None) is not None


def one_of(editions, page: Page) -> Edition | None:
    """One of this page, or else of any."""
    return editions.filter(page=page.pk).order_by("pk").first() or editions.order_by("pk").first()
