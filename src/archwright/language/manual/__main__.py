"""Prints the page of the docs."""

import sys

from archwright.language.manual.page import manual

sys.stdout.write(manual())
