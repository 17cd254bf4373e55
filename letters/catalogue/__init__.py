"""The letter types that the product brings along, one TOML file each."""
