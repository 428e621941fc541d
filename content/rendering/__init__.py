"""What a document says, in the language of a reader: texts, periods, notes and claims, and the markup of these."""
