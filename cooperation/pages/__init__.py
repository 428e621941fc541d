"""What the page of an organisation, a programme, a source … shows: its values, facts, relations and provenance."""
