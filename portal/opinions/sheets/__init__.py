"""Opinions that come in a sheet: its heads, what stands for what, and its rows read one by one. Nothing is stored here."""
