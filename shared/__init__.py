"""What the three services share, without a word of any one's business."""
