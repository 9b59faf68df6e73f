"""The cookie that binds forms to a browser: read only where there is one."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class FormCookie(SecureCookieSessionInterface):
    """Most requests bring none; Flask would make the means to check it all the same, for each of them."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)
