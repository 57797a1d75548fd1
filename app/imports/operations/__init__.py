"""Reading lists of operations, and of published totals: what their columns, cells and rows say; pure."""
