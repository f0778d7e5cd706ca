"""Flask-SocketIO, for views that tell clients something. The clients are connected to the original."""

import threading
import time
from collections.abc import Callable
from typing import Any

__provides__ = {
    "flask_socketio.SocketIO": "SocketIO",
}
__extensions__ = ("flask_socketio.SocketIO",)

Handler = Callable[..., Any]


class SocketIO:
    """Hands messages to `server`, the original's own object; without one nobody is connected who could hear them."""

    def __init__(self, app: object = None, **options: Any) -> None:
        self.server: Any = None
        self.init_app(app, **options)

    def init_app(self, app: object, **options: Any) -> None:
        """Keeps nothing: the options are for the server."""

    def on(self, message: str, namespace: str | None = None) -> Callable[[Handler], Handler]:  # noqa: ARG002
        """Leaves the handler as it is: events arrive at the original's own."""
        return lambda handler: handler

    def on_event(self, message: str, handler: Handler, namespace: str | None = None) -> None:
        """The same for a handler that is given."""

    def event(self, handler: Handler) -> Handler:
        """The same for a handler that is named like its event."""
        return handler

    def emit(self, event: str, *args: Any, **kwargs: Any) -> None:
        """Sends an event."""
        if self.server is not None:
            self.server.emit(event, *args, **kwargs)

    def send(self, data: Any, *args: Any, **kwargs: Any) -> None:
        """Sends a message."""
        if self.server is not None:
            self.server.send(data, *args, **kwargs)

    def close_room(self, room: str, namespace: str | None = None) -> None:
        """Sends everyone out of a room."""
        if self.server is not None:
            self.server.close_room(room, namespace)

    def start_background_task(self, target: Any, *args: Any, **kwargs: Any) -> Any:
        """Runs a function beside the requests."""
        task = threading.Thread(target=target, args=args, kwargs=kwargs, daemon=True)
        task.start()
        return task

    def sleep(self, seconds: float = 0) -> None:
        """Waits."""
        time.sleep(seconds)
