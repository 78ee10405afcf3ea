"""One file per task: each a short story told in calls to the parts below."""
