"""The text of a source, as editors read it: taken in, cut into parts, marked, and compared with an older one."""
