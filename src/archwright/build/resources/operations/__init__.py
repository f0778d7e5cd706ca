"""Operations: routes whose bodies are the user's own code, grouped by what they are about."""
