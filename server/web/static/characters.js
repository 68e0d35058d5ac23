// Choosing or creating the character to play.

import { createCharacter, listCharacters } from "./api.js";
import { byId, clearProblems, element, show, status, tellProblem } from "./page.js";

const form = byId("character-form");
const problemBox = byId("characters-problem");
const UNAUTHORIZED = 401;
let token = null;
let listener = null;

/**
 * @param {object} callbacks
 * @param {(character: object) => void} callbacks.onPlay a character was chosen or created
 * @param {() => void} callbacks.onLogOut the person logs out
 * @param {() => void} callbacks.onExpired the token is no longer good
 */
export function startCharacters(callbacks) {
  listener = callbacks;
  byId("log-out").addEventListener("click", listener.onLogOut);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const character = await createCharacter(token, form.elements.name.value.trim());
      form.reset();
      clearProblems(form, problemBox);
      listener.onPlay(character);
    } catch (problem) {
      if (problem.status === UNAUTHORIZED) listener.onExpired();
      else tellProblem(form, problemBox, problem);
    }
  });
}

/** Shows the account's characters, with a reason when the person was sent back to them. */
export async function showCharacters(accountToken, reason = "") {
  token = accountToken;
  let characters = [];
  try {
    characters = await listCharacters(token);
  } catch (problem) {
    if (problem.status === UNAUTHORIZED) {
      listener.onExpired();
      return;
    }
    reason = problem.message;
  }
  byId("who").hidden = true;
  status("");
  clearProblems(form, problemBox);
  byId("characters-list").replaceChildren(...characters.map(entry));
  show("characters", byId("characters-list").querySelector("button") ?? form.elements.name);
  problemBox.textContent = reason;
}

function entry(character) {
  const button = element("button", "character", character.name);
  button.type = "button";
  button.addEventListener("click", () => listener.onPlay(character));
  const item = element("li");
  item.append(button);
  return item;
}
