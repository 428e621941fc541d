"""How the site does, in numbers for who runs it (METRICS_ADDRESS): Prometheus reads them, and no visitor can.

Each worker counts what it answers (`tally.py`, `observing.py`), and any of them tells the sum of all, with what the
database says of the site (`telling.py`), at an address of its own (`listening.py`). Nothing of a visitor is in it, and
of what is not public no more than how much of it there is.
"""
