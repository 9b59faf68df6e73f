"""A city's own sign-in, running: an OpenID provider on a free port, made of authlib's server side."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Error, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

from tests.fakes.oidc_city import CLIENT, SECRET, City, Code, Worker

_DAY = 24 * 3600
LOOKS_EVERY_SECONDS = 0.02
"""Whether it is to stop."""


class Client(ClientMixin):  # type: ignore[misc]  # authlib has no types
    """Nabo, as the city knows it."""

    def __init__(self, city: City) -> None:
        self._city = city

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self._city.back

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(each for each in scope.split() if each in {"openid", "email"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self._city.back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint != "token" or method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def _code_grant(city: City) -> type[grants.AuthorizationCodeGrant]:
    class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:  # noqa: ANN401 authlib's request
            data = asked.payload.data
            city.codes[code] = Code(
                code=code,
                redirect_uri=asked.payload.redirect_uri,
                scope=asked.payload.scope,
                nonce=data.get("nonce", ""),
                auth_time=city.worker.signed_in_at,
                worker=asked.user,
                code_challenge=data.get("code_challenge", ""),
                code_challenge_method=data.get("code_challenge_method", ""),
            )

        def query_authorization_code(self, code: str, _client: object) -> Code | None:
            return city.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            city.codes.pop(code.code, None)

        def authenticate_user(self, code: Code) -> Worker:
            return code.worker

    return CodeGrant


def _open_id(city: City) -> OpenIDCode:
    class OpenId(OpenIDCode):  # type: ignore[misc]  # authlib has no types
        def exists_nonce(self, nonce: str, _request: object) -> bool:
            return any(each.nonce == nonce for each in city.codes.values())

        def resolve_client_private_key(self, _client: object) -> RSAKey:
            return city.signs_with or city.key

        def get_client_algorithm(self, _client: object) -> str:
            return "RS256"

        def get_encode_header(self, _client: object) -> dict[str, str]:
            return {"alg": "RS256", "kid": str((city.signs_with or city.key).kid)}

        def get_client_claims(self, _client: object) -> dict[str, Any]:
            return {"iss": city.issuer}

        def get_compatible_claims(self, _request: object) -> dict[str, Any]:
            return {"iss": city.issuer, "aud": CLIENT, "iat": city.now, "exp": city.now + 300}

        def generate_user_info(self, user: Worker, _scope: str) -> UserInfo:
            address = {"email": user.email, "email_verified": user.email_verified} if city.in_token else {}
            changed = {"sub": user.id, **address, **city.changes}
            return UserInfo({name: value for name, value in changed.items() if value is not None})

    return OpenId(require_nonce=True)


def make_city(city: City) -> Flask:
    app = Flask("city")
    app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": _DAY}
    app.before_request(lambda: ("", 503) if city.is_down else None)
    _what_it_says_of_itself(app, city)
    _what_it_does(app, city)
    _what_it_says_of_people(app, city)
    return app


def _what_it_says_of_itself(app: Flask, city: City) -> None:
    @app.get("/.well-known/openid-configuration")
    def description() -> Response:
        ways = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return jsonify(
            issuer=city.issuer,
            jwks_uri=f"{city.issuer}/keys",
            **{f"{name}_endpoint": f"{city.issuer}/{path}" for name, path in ways.items()},
        )

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([city.key]).as_dict(private=False))


def _what_it_does(app: Flask, city: City) -> None:
    def keep(token: dict[str, Any], _request: object) -> None:
        city.tokens.add(token["access_token"])

    client = Client(city)
    server = AuthorizationServer(app, query_client=lambda name: client if name == CLIENT else None, save_token=keep)
    server.register_grant(_code_grant(city), [CodeChallenge(required=True), _open_id(city)])

    @app.get("/authorize")
    def authorize() -> ResponseReturnValue:
        """Whoever is there is signed in, and says yes at once."""
        city.asked.append(request.args.to_dict())
        if request.args.get("prompt") == "login" or not city.worker.signed_in_at:
            city.worker.signed_in_at = city.now
        if city.refuses:
            state = request.args["state"]
            return "", 302, {"Location": f"{city.back}?error={city.refuses}&state={state}"}
        try:
            grant = server.get_consent_grant(end_user=city.worker)
        except OAuth2Error as wrong:
            return dict(wrong.get_body()), 400
        answer: ResponseReturnValue = server.create_authorization_response(grant_user=city.worker, grant=grant)
        return answer

    app.post("/token")(server.create_token_response)


def _what_it_says_of_people(app: Flask, city: City) -> None:
    @app.get("/userinfo")
    def userinfo() -> ResponseReturnValue:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in city.tokens:
            return "", 401
        worker = city.worker
        said = {"sub": worker.id, "email": worker.email, "email_verified": worker.email_verified}
        return jsonify({**said, **city.userinfo})


@contextmanager
def running_city(city: City) -> Iterator[City]:
    """On a free port of this machine; `issuer` is its address."""
    server = make_server("127.0.0.1", 0, make_city(city), threaded=True)
    city.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(LOOKS_EVERY_SECONDS,))
    thread.start()
    try:
        yield city
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
