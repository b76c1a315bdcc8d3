"""How fast a site is built and read, beside its peers: run with ``python -m benchmarks``."""
