"""What stands on a page or in a list as data, for programs: as JSON, and as linked data (JSON-LD 1.1)."""
