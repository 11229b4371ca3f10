"""Two tiny services: one says words, others hear them. What the bus promises is tried on them."""
