"""What the site says as tables: one description of them, and each file that holds them is written after it."""
