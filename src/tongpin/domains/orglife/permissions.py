"""权限: what may be done with the records of 组织生活."""

from enum import StrEnum


class Permission(StrEnum):
    """组织生活权限. ``VOTES``: the totals of ballots that the meeting chose to keep to a few.

    ``TALKS``: to open the words of the talks one took part in; whose they are is decided talk by talk.
    ``CATALOGUES``: to arrange what the bureau chooses from: classes of topics, days of note, halls, layers of posts.
    """

    VIEW = "orglife.view"
    EDIT = "orglife.edit"
    VOTES = "orglife.votes"
    TALKS = "orglife.talks"
    CATALOGUES = "orglife.catalogues"
