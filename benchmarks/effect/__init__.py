"""What comparing two versions of a room's parts takes."""
