"""What a page was before: its history, what changed, and bringing it back."""
