"""Public employee scheduling instances in the NRP text format, solved by the engine.

Curtois and Qu, "Computational results on new staff scheduling benchmark instances" (2014),
schedulingbenchmarks.org. `instance` reads the format, `translate` turns an instance into a
Scenario with requirements and a roster back into shifts, `score` measures shifts by the
instance alone, `run` solves and prints a table.
"""
