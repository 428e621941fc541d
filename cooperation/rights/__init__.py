"""Who may do what: the three groups that come with the site, and the forms in which rights are given."""
