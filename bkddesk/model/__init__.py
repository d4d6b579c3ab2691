"""The words of the field as frozen data, and pure functions over them. Imports nothing but the standard library."""
