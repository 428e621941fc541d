"""The form of a page: its fields, its rows, what is kept while one types."""
