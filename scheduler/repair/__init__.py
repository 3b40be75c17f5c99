"""A published week after news: who does what differently, and who could cover a span."""
