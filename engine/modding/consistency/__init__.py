"""The map as its own norm: small models fitted to this map and this song, and what surprises under them."""
