"""权限: roles, grants by organisation, the door and the sight. Main nouns: Role, Grant."""
