"""The lists of pages: their rows, how long each is, and what it can be narrowed down by."""
