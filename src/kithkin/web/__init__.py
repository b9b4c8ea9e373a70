"""The web door: a local page that answers, drawn from the same pages as the terminal. Nothing leaves this machine."""
