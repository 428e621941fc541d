"""How two bodies are connected: the shortest chains of relations between them, told step by step."""
