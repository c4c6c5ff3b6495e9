"""The complete package of a report: everything in one zip that can be checked years later without the portal's database."""
