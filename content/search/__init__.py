"""Finding pages by their words, on SQLite and PostgreSQL alike.

`words` folds and stems, `indexing` writes what can be found of an edition, `query` reads what a visitor typed,
`engines` puts it to the database's own full-text index, `ranking` orders what came back, and `finding` does it all.
What is found depends on the moment, as everything public does: only the editions of `Edition.objects.at(moment)`.
"""
