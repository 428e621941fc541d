"""Files of rows that editors bring: read, looked through with all that is wrong at once, and written."""
