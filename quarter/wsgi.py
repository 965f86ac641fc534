"""What the server loads: `quarter.wsgi:app`."""

import gc

from quarter import worker
from quarter.app import create_app
from quarter.web import logs

logs.set_up()
gc.disable()  # what is made at the start is there to stay
app = create_app()
gc.freeze()  # and need not be looked through with the requests' own garbage
gc.enable()
if app.extensions["quarter.settings"].worker:
    worker.start_beside_the_server(app.extensions["quarter.database"], app.extensions["quarter.storage"])
