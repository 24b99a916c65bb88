"""The pipeline's order: collect (fetch, parse, extract, clean, tag, group, write), then cut."""
