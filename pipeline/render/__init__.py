"""Room 3 · Job → bytes of a docx."""
