"""The files under `content/` to model values and back. They are the truth: everything published comes from them."""
