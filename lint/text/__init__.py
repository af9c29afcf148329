"""A text and its views: what a news text says about itself, found once and shared by all checks."""
