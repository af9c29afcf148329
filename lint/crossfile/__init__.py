"""A folder of texts judged together: copies, origins, drifting quotations, figures and names. Works on each document's facts, never on raw text."""
