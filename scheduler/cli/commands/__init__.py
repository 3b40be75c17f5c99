"""The commands, one file each: what the user asked for, one call of the pipeline, the answer.

Heavy imports stand inside of the commands, so that `--help` is instant.
"""
