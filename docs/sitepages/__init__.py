"""What the documentation site has besides the pages of this folder: made from the code, at build time."""
