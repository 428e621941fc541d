"""Words that a question is made of but that say nothing of its subject, in Dutch and in English."""

STOPWORDS = frozenset(
    """
    aan al alle als betekenis betekent bij dan dat de definitie deze die dit doe doen doet door een en er gaan gaat
    geeft geen had hebben heeft het hoe hun iets ik in is je kan krijg krijgen krijgt kun kunnen maar mag men met mij
    moet moeten na naar niet nog nu of om ons onze ook op over te tegen toch tot u uit uitleg uw van vanuit via voor
    waar waarom waarover wanneer want waren was wat we wel welk welke wie wij word worden wordt ze zich zij zijn zo
    zonder zou zullen
    a about against also an and any are as at be been being but by can could definition did do does for from get gets
    got had has have how i if in into is it its may me mean meaning means must my no not of on or our shall should so
    some tell than that the their them then there these they this those to us was we were what when where which who
    whom whose why will with would you your
    """.split()  # noqa: SIM905 -- a list to be read
)
