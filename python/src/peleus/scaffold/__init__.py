"""New projects: what ``peleus new`` makes."""
