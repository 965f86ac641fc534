"""What the server loads: `quarter.wsgi:app`."""

from quarter import worker
from quarter.app import create_app
from quarter.web import logs

logs.set_up()
app = create_app()
if app.extensions["quarter.settings"].worker:
    worker.start_beside_the_server(app.extensions["quarter.database"], app.extensions["quarter.storage"])
