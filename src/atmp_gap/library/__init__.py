"""Your own copies of the texts: fetched or added, told apart, searched, compared by edition."""
