"""rivergrad: see, step through and understand backpropagation."""
