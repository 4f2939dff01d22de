"""What a comparison found, judged and told: to a terminal, a reviewer, a program, a browser."""
