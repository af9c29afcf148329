"""`FORMATS`: each format is one pure function from a report to pieces of text."""
