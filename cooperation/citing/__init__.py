"""What became of what somebody cites: the claims of a page, what each said through time, and what changed in it."""
