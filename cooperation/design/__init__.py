"""The page that shows every part of the site, made by the code that makes the pages."""
