"""Makes working copies for tests. Everything has a default, so that a test spells out only what it is about."""

from io import BytesIO
from itertools import count

import PIL.Image
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.utils.text import slugify

from content import publishing
from content.intake import take_in
from content.models import Claim, Image, InfoPage, Page, Passage, Source, Statement
from cooperation.models import Organisation, Partnership, Programme, Question, Relation, Step, Term, Theme

_numbers = count(1)


def source(*, title: str = "Verslag", slug: str = "", date: str = "2014", url: str = "") -> Source:
    slug = slug or f"bron-{next(_numbers)}"
    return Source.objects.create(
        title_nl=title,
        title_en=f"{title} (en)",
        slug_nl=slug,
        slug_en=f"{slug}-en",
        publisher_nl="AIVD",
        publisher_en="AIVD",
        kind=Source.Kind.REPORT,
        language="nl",
        date=date,
        url=url,
    )


def passage(*, of: Source | None = None, key: str = "", place: str = "p. 41") -> Passage:
    return Passage.objects.create(
        source=of or _any_source(),
        key=key or f"passage-{next(_numbers)}",
        place_nl=place,
        place_en=place,
        summary_nl="Wat er staat.",
        summary_en="What it says.",
    )


def public_passage() -> Passage:
    """A passage that can be cited: its source is public."""
    made = passage(of=source())
    publishing.publish(made.source)
    return made


def _any_source() -> Source:
    """A source that is not public yet: the last such one, because each that is published costs time."""
    unpublished = Source.objects.filter(slug_nl__startswith="willekeurig-", editions=None)
    return unpublished.first() or source(slug=f"willekeurig-{next(_numbers)}")


def statement(
    page: Page,
    *,
    text: str = "Dit staat er.",
    text_en: str = "This is what it says.",
    anchor: str = "",
    passages: list[Passage] | None = None,
    **period: str,
) -> Statement:
    made = Statement.objects.create(
        page_id=page.pk,
        anchor=anchor or f"uitspraak-{next(_numbers)}",
        text_nl=f"<p>{text}</p>",
        text_en=text_en and f"<p>{text_en}</p>",
        **period,
    )
    made.passages.set([passage()] if passages is None else passages)
    ground_lead(page, made)
    return made


def ground_lead(page: Page, claim: Claim) -> None:
    """Let the lead of a page rest on what its first claim rests on."""
    if page.lead_nl and not page.lead_passages.exists():
        page.lead_passages.set(claim.passages.all())


def organisation(*, name: str = "Dienst", title_en: str = "Service", cited: bool = True, **fields) -> Organisation:
    return _body(Organisation, name, title_en, cited, {"kind": Organisation.Kind.AGENCY, **fields})


def partnership(*, name: str = "Overleg", title_en: str = "Forum", cited: bool = True, **fields) -> Partnership:
    return _body(Partnership, name, title_en, cited, {"kind": Partnership.Kind.FORUM, **fields})


def programme(*, name: str = "Strategie", title_en: str = "Strategy", cited: bool = True, **fields) -> Programme:
    return _body(Programme, name, title_en, cited, {"kind": Programme.Kind.STRATEGY, **fields})


def _body(model, name, title_en, cited, fields):
    """A page with one statement, unless it is not to be cited; its slug is made of its name."""
    slug = fields.pop("slug", "") or slugify(f"{name[:60]} {next(_numbers)}")
    if is_plural := fields.pop("is_plural", False):
        fields |= {"is_plural_nl": is_plural, "is_plural_en": is_plural}
    defaults = {
        "title_nl": name,
        "title_en": title_en,
        "slug_nl": slug,
        "slug_en": f"{slug}-en",
        "lead_nl": "Wat het is." if cited else "",
        "lead_en": "What it is." if title_en and cited else "",
        "sentence_name_nl": f"de {name}",
        "sentence_name_en": f"the {title_en}" if title_en else "",
        "level": "national",
    }
    page = model.objects.create(**(defaults | fields))
    if cited:
        statement(page, text_en="This is what it says." if title_en else "")
    return page


def theme(*, name: str = "Thema", slug: str = "") -> Theme:
    slug = slug or f"thema-{next(_numbers)}"
    page = Theme.objects.create(title_nl=name, title_en=f"{name} (en)", slug_nl=slug)
    statement(page)
    return page


def term(*, name: str = "Begrip", slug: str = "") -> Term:
    slug = slug or f"begrip-{next(_numbers)}"
    page = Term.objects.create(title_nl=name, title_en=f"{name} (en)", slug_nl=slug)
    statement(page)
    return page


def question(*, name: str = "Vraag?", slug: str = "", **fields) -> Question:
    """A question with one step, that shows no relation yet."""
    slug = slug or f"vraag-{next(_numbers)}"
    page = Question.objects.create(title_nl=name, title_en=f"{name} (en)", slug_nl=slug, **fields)
    statement(page)
    step(page)
    return page


def step(page: Page, *, heading: str = "Stap", relations: list[Relation] | None = None, **fields) -> Step:
    made = Step.objects.create(
        page_id=page.pk,
        heading_nl=heading,
        heading_en=f"{heading} (en)",
        **({"anchor": f"stap-{next(_numbers)}"} | fields),
    )
    made.relations.set(relations or [])
    return made


def image(
    *, alt: str = "Een gebouw", size: tuple[int, int] = (20, 10), licence: str = "", focal: tuple[int, int] = (50, 50)
) -> Image:
    picture = BytesIO()
    PIL.Image.new("RGB", size, "teal").save(picture, "PNG")
    return Image.objects.create(
        file=take_in(ContentFile(picture.getvalue(), name="gebouw.png")),
        alt_nl=alt,
        alt_en=f"{alt} (en)",
        credit="ANP",
        licence=licence,
        focal_x=focal[0],
        focal_y=focal[1],
    )


def info_page(*, name: str = "Over", slug: str = "") -> InfoPage:
    slug = slug or f"pagina-{next(_numbers)}"
    return InfoPage.objects.create(title_nl=name, title_en=f"{name} (en)", slug_nl=slug)


def relation(
    page: Page, other: Page, *, role: str = "works_with", passages: list[Passage] | None = None, **fields
) -> Relation:
    made = Relation.objects.create(
        page_id=page.pk, other_id=other.pk, role=role, **({"anchor": f"relatie-{next(_numbers)}"} | fields)
    )
    made.passages.set([passage()] if passages is None else passages)
    ground_lead(page, made)
    return made


def published(page: Page):
    """Publish a page as its working copy stands, with the sources that it cites, and return it."""
    publishing.publish_set([*Source.objects.filter(editions=None), page])
    return page


def published_together(pages: list[Page]) -> list[Page]:
    """Publish pages in one step, with the sources that they cite, which takes a third of the time; return them."""
    publishing.publish_set([*Source.objects.filter(editions=None), *pages])
    return pages


def publish(page: Page, **options):
    """Publish a page, after the sources that it cites, and return its edition."""
    publish_sources()
    return publishing.publish(page, **options)


def submit(page: Page, **options):
    """Submit a page, after publishing the sources that it cites, and return its edition."""
    publish_sources()
    return publishing.submit(page, **options)


def publish_sources() -> None:
    """Publish the sources that never were: a page cites none that is not public."""
    publishing.publish_set(Source.objects.filter(editions=None))


def user(*, name: str = "", permissions: list[str] | None = None, superuser: bool = False) -> User:
    """Someone who may use the admin; permissions as "content.publish_edition"."""
    made = User.objects.create_user(name or f"user-{next(_numbers)}", is_staff=True, is_superuser=superuser)
    for permission in permissions or []:
        app, codename = permission.split(".")
        made.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return made
