"""How fast and how near the optimum, measured: generated centres, the ladder, its peers.

    python -m benchmarks.ladder --short    the table in under a quarter of an hour
    python -m benchmarks.ladder --full     all sizes, loads and mixes of languages
    python -m benchmarks.bench_centres 250 .95   one centre as an input folder
    python -m benchmarks.demand_speed            Erlang formulas, event loop, forecast

Nothing here is part of the product; packages to compare with live in an environment of
their own.
"""
