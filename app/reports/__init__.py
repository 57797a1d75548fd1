"""What leaves the screens: the catalogue of reports, their figures and files, and the register of what was exported."""
