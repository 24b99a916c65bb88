"""What comes after the build: checks on the output folder, and the places it is published to."""
