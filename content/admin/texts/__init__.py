"""Reading the text of a source: giving it, marking passages in it, and the ways to the claims that rest on them."""
