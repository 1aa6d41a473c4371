"""Development scripts: run from the checkout, never imported by `pipelines/`."""
