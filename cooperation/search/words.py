"""What search has to know of the words of this subject; the kernel reads it here (the setting SEARCH_WORDS)."""

from pathlib import Path

# Words that readers use for what the pages call otherwise; each line is one group, in one language.
SYNONYMS = {
    "nl": """
        terreur terrorisme terrorist terroristisch
        extremist extremisme
        jihadist jihadisme
        geld gelden financiering
        toezicht toezichthouder controle
        rapport verslag
        opleiding training
        ministerie departement
        justitie om
        agent politie
        geheim spion spionage inlichtingen
        kind kinderen minderjarige jongere jeugd
        aanslag geweld
    """,
    "en": """
        terror terrorism terrorist
        extremist extremism
        jihadi jihadist jihadism
        money fund funding
        oversee oversight supervise supervisor supervision
        report review
        training education
        ministry department
        prosecutor prosecution
        officer police
        secret spy intelligence
        child children minor youth
        attack violence
    """,
}

# What readers say for what the pages are about.
READERS = Path(__file__).with_name("readers.yaml")

# The ends of Dutch words that stand only behind the last of several: "inlichtingen- en veiligheidsdienst".
ENDINGS = ("diensten", "dienst", "centrum", "centra", "zaken", "plannen", "plan", "keten")
