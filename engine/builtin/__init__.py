"""The weight-free mapper: signal processing and rules, for every machine."""
