"""`python -m kithkin`: the same as the command `kithkin`."""

from kithkin.cli import main

main()
