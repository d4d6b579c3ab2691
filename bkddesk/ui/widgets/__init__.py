"""Small widgets that every screen shares. They know the theme and their own words; they know no data and no Desk."""
