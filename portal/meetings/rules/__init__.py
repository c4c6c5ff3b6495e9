"""What the rules say about the joint meeting: an item on its way (agenda), and deadlines, plans and what follows (year). Pure."""
