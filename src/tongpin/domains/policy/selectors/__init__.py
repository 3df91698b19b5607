"""惠企政策查询: policies, their conditions, matches, delivery."""
