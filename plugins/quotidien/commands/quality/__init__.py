"""`invoke quality`: score the product's own functions on labelled data; one module a family of sets."""
