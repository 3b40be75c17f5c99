"""A published week after news: repair, who can cover a span, offers, swapped days."""
