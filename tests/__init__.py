"""All tests. Their paths mirror the paths of what they test; nothing else imports them."""
