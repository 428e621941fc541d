"""What an editor is told of a page before it goes out: what holds it back, and what they may want to look at."""
