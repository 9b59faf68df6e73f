"""Makes the things that tests are about, valid unless told otherwise."""
