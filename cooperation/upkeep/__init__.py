"""Keeping what the site says in date: how much of it is, what is due, and confirming that it is still so."""
