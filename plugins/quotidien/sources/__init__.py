"""The outside world to model values: everything from there is hostile until it has passed through here."""
