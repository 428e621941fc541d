"""Who works with whom in one picture: the graph of live relations, its filters, its drawing and its files."""
