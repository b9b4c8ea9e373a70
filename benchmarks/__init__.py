"""What is measured of Kithkin: validity and speed."""
