"""What pages are given to show: plain values, made from what questions answer."""
