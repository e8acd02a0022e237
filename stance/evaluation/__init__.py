"""How good the quotes, speakers and stances are: matching, figures, intervals, slices."""
