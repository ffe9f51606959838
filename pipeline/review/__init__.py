"""4 · bytes of a Word file → findings, PDF, HTML."""
