"""Networks: from a spec in one of its forms to a program at one of two depths."""
