"""What a form's pages ask, and how the typed words become fields for intake."""
