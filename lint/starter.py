"""The commented config file that `newslint init` writes."""

NAME = "newslint.yaml"

TEXT = """\
# yaml-language-server: $schema=newslint.schema.json
# Editors complete and check this file with its schema: newslint init --schema config > newslint.schema.json
# Paths and patterns are relative to this folder. What is commented out shows the default or an example.

# Which files of a folder are judged. A file named on the command line needs no `include`; `exclude` always wins.
# include: ["*.txt", "*.md", "*.html"]
# exclude: ["drafts/", "*.notes.txt"]

# Which rules: codes (BP001), names (shortcode), families (BP, boilerplate), default, all. `newslint explain` lists them.
# select: [default]
# extend-select: [AT005]
# ignore: [LW]

# The level of a rule or family: error, warning, info. An error fails the run; `fail-on` sets what else does.
# severity:
#   SR002: error
# fail-on: error

# Settings of single rules; `newslint explain CODE` shows what there is.
# options:
#   MT010: {threshold: 0.6}

# Other settings for some files: an opinion page needs no attribution.
# overrides:
#   - files: ["opinion/**"]
#     ignore: [AT, LW]

# Rules of your own: files or folders.
# rules: [house-style/]

# Findings that are known and left out: newslint --write-baseline makes the file.
# baseline: newslint-baseline.json

# Marks such as <!-- newslint: ignore BP001 -- reason --> are read in Markdown and HTML: markup, all, none.
# inline: markup

# How much of an HTML page is judged: its main content (main), all that is seen (whole), the first where newslint[html] is installed (auto).
# html: auto

# Rows of JSON lines and tables of Parquet: which fields hold what. Without these the usual names are looked for.
# text-field: text
# id-field: id
# title-field: title
# date-field: date
# author-field: author
# source-field: source
# max-ratio: 200

# format: text
# show: warning
# jobs: auto
# max-size: 1000000
# language: auto
"""
