"""Room 2 · facts → documents due."""
