"""Who comes to the pages of decisions."""

EVERYBODY = (
    "anonymous", "resident", "initiative", "substitute", "observer", "secretary", "moderator", "admin",
    "other_moderator",
)  # fmt: skip


def enter(client, world, name: str) -> None:
    client.sign_out() if name == "anonymous" else client.sign_in(getattr(world, name))
