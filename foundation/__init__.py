"""What no domain owns and every domain stands on; knows none of them."""
