"""作战图: projects by months with nodes, lights and owners on one page, on the big screen and on paper. Main nouns: board, Gantt chart."""
