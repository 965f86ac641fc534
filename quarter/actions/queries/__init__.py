"""Reading actions: the list by due day and its map, one action with its progress, and what an action can be agreed
from: the topic's place, the group's plans."""
