"""Plain frozen data and its arithmetic; imports nothing of ours."""
