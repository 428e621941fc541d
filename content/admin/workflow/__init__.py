"""From saving to readers and back: submitting, reviewing, publishing, withdrawing."""
