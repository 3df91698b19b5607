"""演示党建: a provincial department with 19 branches in the running year, a city bureau in early 2023. Nobody in it is real."""
