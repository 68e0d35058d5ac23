// Playing: frames from the server to the page, commands from the page to the server.

import { CLOSED_BY_PLAYER, Connection, NO_SUCH_CHARACTER, SERVER_RESTARTS, TAKEN_OVER, TOKEN_REFUSED } from "./connection.js";
import { History } from "./history.js";
import { Log } from "./log.js";
import { byId, show, status } from "./page.js";
import { noteComingAndGoing, showRoom } from "./room.js";

// Errors that come right before the connection is closed for the same reason, which is then told once.
const TOLD_BY_CLOSE = new Set(["taken_over", "token_expired", "token_invalid", "unknown_character", "unavailable"]);

const input = byId("command");
const log = new Log(byId("log"), byId("newer"));
const history = new History();
let connection = null;
let listener = null;
// Why the connection was lost; empty while there is one.
let lost = "";

/**
 * @param {object} callbacks
 * @param {() => void} callbacks.onExpired the token is no longer good
 * @param {(reason?: string) => void} callbacks.onLeave the person wants, or has, to choose a character
 */
export function startGame(callbacks) {
  listener = callbacks;
  byId("command-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const line = input.value.trim();
    if (line && sendCommand(line)) {
      history.add(line);
      input.value = "";
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    input.value = event.key === "ArrowUp" ? history.older(input.value) : history.newer(input.value);
    input.setSelectionRange(input.value.length, input.value.length);
  });
  byId("leave").addEventListener("click", () => listener.onLeave());
  byId("others").addEventListener("click", () => listener.onLeave());
}

/** Enters the world as the character; the log starts empty. */
export function enter(token, character) {
  leave();
  log.clear();
  byId("who").hidden = false;
  byId("who-name").textContent = character.name;
  byId("again").onclick = () => connect(token, character);
  connect(token, character);
}

/** Leaves the world. */
export function leave() {
  connection?.close();
  connection = null;
}

function connect(token, character) {
  leave();
  lost = "";
  setEnded("");
  status("Connecting…");
  show("game", input);
  connection = new Connection(token, character.id, { onFrame, onLost, onEnd });
}

function sendCommand(line) {
  if (!connection?.command(line)) {
    log.text("There is no connection just now, so nothing was sent.", "error");
    return false;
  }
  log.text(line, "echo");
  return true;
}

function onFrame(frame) {
  switch (frame.type) {
    case "welcome":
      status("Connected", "good");
      if (lost) log.text("You are back.", "system");
      lost = "";
      break;
    case "room":
      showRoom(frame, takeExit);
      log.place(frame);
      break;
    case "text":
      log.text(frame.text, frame.kind);
      noteComingAndGoing(frame);
      break;
    case "error":
      if (!TOLD_BY_CLOSE.has(frame.code)) log.text(frame.message, "error");
      break;
  }
}

function takeExit(direction) {
  sendCommand(direction);
  // With a mouse or a keyboard the next thing is to type; on a phone the keyboard would cover the story.
  if (window.matchMedia("(pointer: fine)").matches) input.focus();
}

function onLost(delayMs, code) {
  if (!lost) {
    lost = code === SERVER_RESTARTS ? "The server is restarting." : "The connection was lost.";
    log.text(`${lost} You will be taken back as soon as it answers.`, "system");
  }
  status(`${lost} Next try in ${Math.ceil(delayMs / 1000)} s…`, "bad");
}

function onEnd(code) {
  connection = null;
  if (code === TOKEN_REFUSED) listener.onExpired();
  else if (code === NO_SUCH_CHARACTER) listener.onLeave("This character is not there any more.");
  else if (code === TAKEN_OVER) setEnded("This character is now played in another window, so this one has stopped.");
  else if (code === CLOSED_BY_PLAYER) setEnded("You have left the world. Your place in it is kept.");
}

function setEnded(reason) {
  byId("ended").hidden = !reason;
  byId("ended-reason").textContent = reason;
  byId("command-form").hidden = Boolean(reason);
  if (!reason) return;
  status("Not connected", "bad");
  // The button is described by the reason, so that a screen reader tells both.
  byId("again").focus();
}
