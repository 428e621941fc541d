"""How far translations are, and keeping them true."""
