"""Plans: their entries as data, what must hold of them, and what can be done with them."""
