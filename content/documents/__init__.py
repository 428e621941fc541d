"""The document of an edition: plain JSON, in both languages, with every citation written out.

`building` makes it of the working copy, `restoring` makes the working copy of it, `upgrading` brings an old one to the
form that today's code knows, and `taking` is what it takes from other pages. `content/schemas/document.json` describes
it.
"""

SCHEMA_VERSION = 2
