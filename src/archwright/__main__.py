"""`python -m archwright`."""

from archwright.faces.cli import main

main()
