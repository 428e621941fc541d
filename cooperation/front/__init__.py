"""What the front page shows of the site: numbers, one claim with its proof, a small network, and ways in."""
