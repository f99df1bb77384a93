"""What a user would pick instead of baoda, on the same passages and questions."""
