"""界面: base page, list, record and form shapes, components, lists and charts; what every page looks like."""
