"""`python -m scheduler`."""

try:
    from scheduler.cli.main import main
except KeyboardInterrupt:  # in the first moment, before there is anything to end
    raise SystemExit(130) from None

main()
