"""`python -m rivergrad` is the command line."""

from rivergrad.cli import main

main()
