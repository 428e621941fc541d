"""How good the answers of search are: asks the questions of tests/search_questions.yaml, as a reader would."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

FILE = Path(__file__).parent.parent / "tests/search_questions.yaml"
SEARCH = {"nl": "/nl/zoeken/", "en": "/en/search/"}


@dataclass
class Quality:
    """How the questions of a language were answered."""

    questions: int
    reciprocal_rank: float  # 1 when the right page always comes first
    in_top_3: float
    worse: list[str]  # where it did not, and what came instead


def answers(get, question: str, language: str) -> list[str]:
    """The addresses that search gives, in order; `get` returns the HTML at a path."""
    html = get(f"{SEARCH[language]}?q={quote(question)}")
    return re.findall(rf'class="row__title"><a href="/{language}/([^"]+)/"', html)


def quality(get, language: str, every: int = 1) -> Quality:
    """Ask the questions of a language: all, or one of so many."""
    questions = dict(list(yaml.safe_load(FILE.read_text())[language].items())[::every])
    ranks, worse = [], []
    for question, right in questions.items():
        found = answers(get, str(question), language)
        ranks.append(next((place for place, page in enumerate(found, start=1) if page in right.split()), 0))
        if ranks[-1] != 1:
            worse.append(f"{question}: {right} comes as number {ranks[-1] or 'none'}, after {', '.join(found[:3])}")
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return Quality(len(ranks), mean, sum(0 < rank <= 3 for rank in ranks) / len(ranks), worse)
