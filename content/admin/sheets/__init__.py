"""Work by sheet: bringing a file, seeing all that it would change, and having it done."""
