"""Evidence: figures as they arrived, what they say, and series that answer questions."""
