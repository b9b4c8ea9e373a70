"""Pages drawn: in the terminal, as data, as HTML with charts in SVG."""
