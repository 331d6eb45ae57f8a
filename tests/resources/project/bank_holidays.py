"""Fixed bank holidays, as month and day."""

FIXED = {"FR": ("01-01", "05-01", "07-14"), "US": ("01-01", "07-04")}
