"""Who sits where: organisations in rows, partnerships in columns, and a sign where they meet."""
