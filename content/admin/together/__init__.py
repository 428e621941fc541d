"""Two people with one form: what each saw, what each changed, and the choice where they differ."""
