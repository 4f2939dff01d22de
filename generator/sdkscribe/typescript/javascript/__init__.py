"""JavaScript, read symbolically: what its expressions stand for and what its methods send."""
