"""Names of folders in content/ whose files are published as they are."""

ATTACHMENTS = "files"
# Files that belong at the root of the site.
ROOT = "root"
