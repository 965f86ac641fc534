"""People: sign-up, sign-in, sign-out, profile and language. Sessions are kept on the server and can be ended.

Start reading at `service.py`.
"""
