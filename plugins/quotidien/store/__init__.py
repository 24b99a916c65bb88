"""What may be lost: the state of the network, kept so that a second run costs only conditional requests."""
