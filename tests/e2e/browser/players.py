"""A person at a browser, as the tests speak of one."""

from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

PASSWORD = "the tide waits"


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks at the page, and what went wrong on it meanwhile."""

    page: Page
    faults: list[str] = field(default_factory=list)

    async def open(self, address: str) -> None:
        """Goes to the game, and from now on notes errors of scripts, the content policy, and requests to elsewhere."""

        def note_request(request: Request) -> None:
            if not request.url.startswith(address):
                self.faults.append(f"a request to {request.url}")

        def note_console(message: ConsoleMessage) -> None:
            # That a log-in was refused is told as an error too.
            if message.type == "error" and "the server responded with a status of 4" not in message.text:
                self.faults.append(message.text)

        self.page.on("request", note_request)
        self.page.on("console", note_console)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        await self.page.goto(address)

    async def register(self, username: str, password: str = PASSWORD) -> None:
        """Asks for an account; whether it was given is to be seen."""
        await self.page.get_by_role("button", name="New here?").click()
        await self._send_account("Create account", username, password)

    async def log_in(self, username: str, password: str = PASSWORD) -> None:
        """Tries to log in."""
        await self._send_account("Log in", username, password)

    async def play_new(self, name: str) -> None:
        """Creates a character and waits until it stands in the world."""
        await self.page.get_by_label("A new character's name").fill(name)
        await self.page.get_by_role("button", name="Create and play").click()
        await expect(self.status).to_have_text("Connected")
        await expect(self.room).not_to_be_empty()

    async def type(self, line: str) -> None:
        """Types a line where commands go, and Enter."""
        await self.command.fill(line)
        await self.command.press("Enter")

    async def _send_account(self, button: str, username: str, password: str) -> None:
        await self.page.get_by_label("User name").fill(username)
        await self.page.get_by_label("Password").fill(password)
        await self.page.get_by_role("button", name=button, exact=True).click()

    @property
    def command(self) -> Locator:
        """Where commands are typed."""
        return self.page.get_by_label("Command")

    @property
    def log(self) -> Locator:
        """The story."""
        return self.page.get_by_role("log")

    @property
    def room(self) -> Locator:
        """The name of the room in its panel."""
        return self.page.locator("#room-name")

    @property
    def people(self) -> Locator:
        """The names of those who are there."""
        return self.page.locator("#room-people")

    @property
    def status(self) -> Locator:
        """How the connection stands."""
        return self.page.get_by_role("status")
