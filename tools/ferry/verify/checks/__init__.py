"""One module for each kind of defect."""
