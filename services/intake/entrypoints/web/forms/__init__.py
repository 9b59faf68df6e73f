"""What people type, made into what intake can be asked."""
