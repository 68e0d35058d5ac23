// One character's WebSocket: says hello, comes back after a lost connection, and knows when it must not.

export const CLOSED_BY_PLAYER = 1000;
export const SERVER_RESTARTS = 1012;
export const TOKEN_REFUSED = 4401;
export const NO_SUCH_CHARACTER = 4404;
export const TAKEN_OVER = 4409;

const FINAL = new Set([CLOSED_BY_PLAYER, TOKEN_REFUSED, NO_SUCH_CHARACTER, TAKEN_OVER]);
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

export class Connection {
  #socket = null;
  #timer = null;
  #failures = 0;
  #wanted = true;
  #welcomed = false;

  /**
   * Connects at once.
   * @param {string} token
   * @param {string} character name or id
   * @param {object} listener
   * @param {(frame: object) => void} listener.onFrame a frame from the server
   * @param {(delayMs: number, code: number) => void} listener.onLost the connection is gone; tries again after delayMs
   * @param {(code: number) => void} listener.onEnd it is over, and this object will not try again
   */
  constructor(token, character, listener) {
    this.token = token;
    this.character = character;
    this.listener = listener;
    window.addEventListener("online", this.#hurry);
    this.#open();
  }

  /** Sends a command; false when there is no connection, and then nothing was sent. */
  command(text) {
    if (!this.#welcomed || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify({ type: "command", text }));
    return true;
  }

  /** Leaves for good; the listener hears no more. */
  close() {
    this.#stop();
    this.#socket?.close(CLOSED_BY_PLAYER);
  }

  #open() {
    const address = new URL("/ws", window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#welcomed = false;
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ type: "hello", token: this.token, character: this.character }));
    });
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => this.#closed(event.code));
  }

  #receive(data) {
    if (!this.#wanted) return;
    const frame = JSON.parse(data);
    if (frame.type === "welcome") {
      this.#welcomed = true;
      this.#failures = 0;
    }
    this.listener.onFrame(frame);
  }

  #closed(code) {
    if (!this.#wanted) return;
    if (FINAL.has(code)) {
      this.#stop();
      this.listener.onEnd(code);
      return;
    }
    // Doubled each time, and never the same for two players: a restarted server is not met by all of them at once.
    const ceiling = Math.min(FIRST_DELAY_MS * 2 ** this.#failures, LONGEST_DELAY_MS);
    const delayMs = ceiling * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = window.setTimeout(() => this.#retry(), delayMs);
    this.listener.onLost(delayMs, code);
  }

  #hurry = () => {
    if (this.#timer !== null) this.#retry();
  };

  #retry() {
    window.clearTimeout(this.#timer);
    this.#timer = null;
    this.#open();
  }

  #stop() {
    this.#wanted = false;
    window.clearTimeout(this.#timer);
    this.#timer = null;
    window.removeEventListener("online", this.#hurry);
  }
}
