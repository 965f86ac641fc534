"""The deeds of the record, in the order in which they happen: circulate, object, approve, sign, seal, translate."""
