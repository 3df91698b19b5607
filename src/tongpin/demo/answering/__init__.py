"""演示责任落实: letters from signing through the quarters' work orders towards the debrief, and a supervision order."""
