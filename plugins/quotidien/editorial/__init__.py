"""Pure decisions with evidence: they know their arguments and the tables of `quotidien.data`, and do no I/O."""
