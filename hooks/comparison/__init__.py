"""The core: one comparison and its quizzes in, everything a reader gets out; knows no site generator."""
