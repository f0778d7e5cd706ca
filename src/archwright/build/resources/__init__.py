"""Writers of a backend that comes from a blueprint: tables and resources, merged from the parts of all capabilities."""
