"""What happened to people: dated events with their sources, and the standing that is derived from them."""
