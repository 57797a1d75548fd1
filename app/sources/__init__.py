"""Where facts come from: sources with their kind, reliability and repetitions; a vocabulary with pages of its own."""
