"""The site: the only package that knows Pelican and Jinja. It reads `content/` and the configuration, nothing else."""
