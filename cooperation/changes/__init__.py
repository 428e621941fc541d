"""What changed on the site, publication by publication: on pages that were published, and on others because of it."""
