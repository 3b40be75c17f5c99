"""Plain frozen data and its arithmetic; imports no other room."""
