"""The Textual app: screens and widgets over the engine's views. It holds no rules of play."""
