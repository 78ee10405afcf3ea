"""Every setting of the companion: one schema, its sources, its documentation."""
