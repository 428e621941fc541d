"""Finding pages in the admin, what uses them, and acting on many."""
