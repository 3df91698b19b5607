"""画图: the board and the Gantt chart as SVG, the same for page, screen, paper and picture. Pure."""
