"""What differs per platform: folders, single instance, opening a folder."""
