"""Others' ways to a roster, each given what it can express and scored like the product.

Every module has `roster(scenario, requirements, limit_s, tell)`: the Roster found within
`limit_s` seconds, or None. `tell` takes seconds, objective and bound as they are reached.
"""
