"""What leaves the screens: the catalogue of reports, their statistics and CSV, and the register of what was exported."""
