"""Which texts say the same, and which ask for the same: pure functions over texts, without a database."""
