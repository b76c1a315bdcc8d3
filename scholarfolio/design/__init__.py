"""Design: colours, typefaces and the icon of a look."""
