"""What the sources say by year, on two clocks: of when it was in the world, and of when the source is."""
