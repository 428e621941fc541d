"""The look where no stylesheet can give it: colours, letters, and the stylesheets made ready to be served."""
