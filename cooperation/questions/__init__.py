"""Questions that a reader comes with, and the relations that answer them."""
