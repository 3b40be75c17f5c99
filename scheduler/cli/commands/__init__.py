"""The commands, one file each: options, one call of the pipeline, the answer on the terminal.

Heavy imports are inside the commands, so that `--help` is instant.
"""
