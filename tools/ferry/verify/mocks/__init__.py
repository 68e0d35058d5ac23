"""What tests put in the place of something that is awaited."""
