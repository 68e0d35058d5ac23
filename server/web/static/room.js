// The panel that tells where the player is.

import { byId, element } from "./page.js";

const people = new Set();

/** Shows a room frame; `onExit` gets the direction of an exit that is pressed. */
export function showRoom(room, onExit) {
  byId("room-name").textContent = room.name;
  byId("room-description").textContent = room.description;
  byId("room-exits").replaceChildren(...room.exits.map((direction) => exitItem(direction, onExit)));
  people.clear();
  for (const name of room.people) people.add(name);
  showPeople();
}

/** Follows those who come and go, as a text frame tells of them. */
export function noteComingAndGoing({ arrived, left }) {
  if (arrived !== undefined) people.add(arrived);
  if (left !== undefined) people.delete(left);
  showPeople();
}

function showPeople() {
  const names = [...people].sort((one, other) => one.localeCompare(other));
  const items = names.length ? names.map((name) => element("li", "", name)) : [element("li", "nobody", "Nobody")];
  byId("room-people").replaceChildren(...items);
}

function exitItem(direction, onExit) {
  const button = element("button", "exit", direction);
  button.type = "button";
  button.addEventListener("click", () => onExit(direction));
  const item = element("li");
  item.dataset.direction = direction;
  item.append(button);
  return item;
}
