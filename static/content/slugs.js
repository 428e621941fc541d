// Lets the address that Django makes of a title have a hyphen where the title has an underscore.
"use strict"

{
  const made = window.URLify
  if (made) window.URLify = (text, ...rest) => made(text.replaceAll("_", " "), ...rest)
}
