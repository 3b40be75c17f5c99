"""Many scenarios rostered, on one machine or on many."""
