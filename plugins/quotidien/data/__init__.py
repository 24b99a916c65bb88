"""Tables that ship with the package: regions, topics, and the words that name them. Each has its origin and licence."""
