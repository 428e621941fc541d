"""The editors' desk: screens of the admin that show what readers would see."""
