"""The static twin: the whole public site in one state, as files that any server of files can give."""
