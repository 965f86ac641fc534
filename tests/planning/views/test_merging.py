"""Taking things over into the group's variant."""

import pytest

from tests.planning.pages import NEW_THING
from tests.strict_client import XHTML, StrictClient


class TestTakingOver:
    def test_several_at_once_and_what_is_there_already_is_named(self, app, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        owner = StrictClient(app).sign_in(world.resident)
        owner.get(f"{variant}/elements/new")
        owner.submit(**NEW_THING)
        client.sign_in(world.moderator).get(variant)
        client.submit(action="/merge", status=422)
        assert "Please choose at least one thing" in client.text
        boxes = [box.get("value") for box in client.page.iter(f"{XHTML}input") if box.get("name") == "things"]
        assert boxes == [f"{ids['tree']}.1", "4.1"]
        client.submit(action="/merge", things=[boxes[0]], follow=True)
        assert "1 thing was taken over into the group's variant." in client.text
        client.post(f"{variant}/merge", {"things": boxes}, follow=True)
        assert "has it already: A lime tree." in client.text and "1 thing was taken over" in client.text
        assert "Take over what is chosen" not in client.text
        client.get(f"/plans/{ids['plan']}/variants/{ids['groups']}")
        assert "idea of Resident" in client.text

    @pytest.mark.parametrize("nonsense", ["x", "1", "1.x", "1.2.3", f"{2**40}.1", "-1.1"])
    def test_nonsense_is_refused(self, client, world, ids, nonsense) -> None:
        client.sign_in(world.moderator)
        client.post(f"/plans/{ids['plan']}/variants/{ids['own']}/merge", {"things": nonsense}, status=400)

    def test_only_the_moderator_takes_over(self, client, world, ids) -> None:
        variant = f"/plans/{ids['plan']}/variants/{ids['own']}"
        client.sign_in(world.resident).get(variant)
        assert "Take over" not in client.text
        client.post(f"{variant}/merge", {"things": f"{ids['tree']}.1"}, status=403)
