"""One module a task: the only place that puts the stages together."""
