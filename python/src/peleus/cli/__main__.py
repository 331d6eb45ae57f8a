"""Runs the command line as ``python -m peleus.cli``."""

from peleus.cli import main

main()
