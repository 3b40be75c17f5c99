"""Volumes to requirements: how many people each interval needs and what service they give."""
