"""Reading what the public site and the staff day show."""
