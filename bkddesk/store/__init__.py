"""The only place with SQL: one SQLite database for each site and account, and a small one that lists them."""
