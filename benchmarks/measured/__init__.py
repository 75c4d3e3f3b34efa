"""What is measured, a module a question; each gives the lines of its section and leaves its figures for the summary."""
