"""品牌与公开: honours won. Main noun: Honour."""
