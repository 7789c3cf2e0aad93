"""Questions beside "may they": what to ask or change, every class side by side, how far trips can slip, days, logs."""
