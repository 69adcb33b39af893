"""Open rows settled by a person's look into the texts: what to look at, and what was said."""
