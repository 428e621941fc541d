"""The same content in plain Django, to compare with: querysets, Django's templates and a few middlewares."""
