"""One command a file; each hands its arguments to the workbench and shows what comes back."""
