"""The pages for a browser: roster.html and budget.html."""
