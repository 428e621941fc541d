"""Search as a reader meets it: what was found, and what that can be narrowed down by."""
