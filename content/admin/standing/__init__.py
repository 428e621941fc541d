"""Where a page stands between its working copy and readers, and what is on its way."""
