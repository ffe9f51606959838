"""Room 1 · what came in → typed facts."""
