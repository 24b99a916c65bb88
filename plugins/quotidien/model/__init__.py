"""The values that all other packages speak in: frozen, pure, standard library and dateutil only."""
