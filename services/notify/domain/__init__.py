"""The rules of notify, as they would stand on paper: people, sign-ins, who is told what, and how a message may fare."""
