"""Fills a database with a large site: organisations with statements and relations, published and findable."""

import random
from uuid import UUID

from django.db import connection
from django.utils import timezone

from content.documents.building import build_summary, digest, links_of
from content.identity import claim_id
from content.lists import enlist
from content.models import Address, Edition, Link, Page, Publication
from content.search.indexing import index
from content.sorting import sort_key

BATCH = 250
# No two of them make a word that somebody asks for, as gel-den (funds) would.
SYLLABLES = "ba den gol hor kast lin mo ner pol ra sten tor ver wij zand".split()  # noqa: SIM905 -- a list to be read
KINDS = ["dienst", "raad", "bureau", "commissie", "centrum", "politie", "gemeente"]


def name(chance: random.Random) -> str:
    made = "".join(chance.choice(SYLLABLES) for _syllable in range(3)).capitalize()
    return f"{chance.choice(['Nationale', 'Regionale', 'Lokale'])} {chance.choice(KINDS)} {made}"


def fill(organisations: int = 20_000, relations: int = 10) -> None:
    """Add so many organisations, each with so many relations; always the same ones.

    They are like an organisation that is there, with its sources.
    """
    chance = random.Random(4)
    publication = Publication.objects.create(serial=Publication.objects.count() + 1, moment=timezone.now())
    model = Edition.objects.at(timezone.now()).get(page_type="organisation", page__slug_nl="ctivd").read()
    pages = [
        Page(
            page_type="organisation",
            title_nl=name(chance),
            slug_nl=f"organisatie-{number}",
            content_id=UUID(int=number),
        )
        for number in range(1, organisations + 1)
    ]
    pages = Page.objects.bulk_create(pages, batch_size=2000)
    keys = {str(page.content_id): page.pk for page in pages}
    keys |= {
        str(key): pk
        for key, pk in Page.objects.filter(page_type__in=("source", "theme")).values_list("content_id", "pk")
    }
    for start in range(0, len(pages), BATCH):
        documents = [
            document(page, model, chance.sample(pages, relations), chance) for page in pages[start : start + BATCH]
        ]
        editions = [
            edition(page, made, publication) for page, made in zip(pages[start : start + BATCH], documents, strict=True)
        ]
        paths = [(each, path) for each in editions for path in each.paths().values()]
        Address.objects.bulk_create(
            Address(path=path, page_id=each.page_id, publication=publication) for each, path in paths
        )
        store(editions)
        store(
            [
                Link(edition=each, role=role, target_id=keys[target], anchor=anchor, claim=claim, data=data)
                for each in editions
                for role, target, anchor, claim, data in links_of(each.document)
            ]
        )
        Edition.objects.filter(pk__in=[each.pk for each in editions]).update(number=1, publication=publication)
        for each in editions:
            each.publication = publication
        index(editions)
        enlist(editions)


def store(rows: list) -> None:
    """Insert rows; with COPY on PostgreSQL, where psycopg takes long to write JSON into a statement."""
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model.objects.bulk_create(rows)
        return
    fields = model._meta.concrete_fields
    columns = ", ".join(field.column for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def document(page: Page, model: dict, others: list[Page], chance: random.Random) -> dict:
    """A document like the model, with relations of its own."""
    title = {"nl": page.title_nl, "en": page.title_nl}
    details = model["details"] | {"sentence_name": title, "level": chance.choice(["local", "national", "european"])}
    details["abbreviation"] = {}
    made = model | {
        "content_id": str(page.content_id),
        "path": {"nl": f"/nl/organisaties/{page.slug_nl}/", "en": f"/en/organisations/{page.slug_nl}/"},
        "title": title,
        "details": details,
    }
    made["relations"] = [
        model["relations"][0]
        | {
            "id": str(claim_id(page.content_id, "relation", f"relatie-{number}")),
            "role": chance.choice(["informs", "works_with", "advises"]),
            "anchor": f"relatie-{number}",
            "target": str(other.content_id),
        }
        for number, other in enumerate(others)
    ]
    return made


def edition(page: Page, made: dict, publication: Publication) -> Edition:
    return Edition(
        page=page,
        page_type=page.page_type,
        state=Edition.State.APPROVED,
        published_at=publication.moment,
        submitted_at=timezone.now(),
        document=made,
        digest=digest(made),
        summary=build_summary(made),
        path_nl=made["path"]["nl"],
        path_en=made["path"]["en"],
        sort_key_nl=sort_key(made["title"], "nl"),
        sort_key_en=sort_key(made["title"], "en"),
    )
