// The panel that tells where the player is.

import { byId, element } from "./page.js";

/** Shows a room frame; `onExit` gets the direction of an exit that is pressed. */
export function showRoom({ name, description, exits, people }, onExit) {
  byId("room-name").textContent = name;
  byId("room-description").textContent = description;
  byId("room-exits").replaceChildren(...exits.map((direction) => exitItem(direction, onExit)));
  const names = people.length ? people.map((person) => element("li", "", person)) : [element("li", "nobody", "Nobody")];
  byId("room-people").replaceChildren(...names);
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
