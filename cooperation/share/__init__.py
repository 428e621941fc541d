"""The picture of a page that goes along when somebody shares it."""
