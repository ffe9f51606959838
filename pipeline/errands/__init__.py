"""Commands outside the story."""
