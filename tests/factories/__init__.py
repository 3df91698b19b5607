"""测试数据: how tests make what they need."""
