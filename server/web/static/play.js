// Puts the views together. The token and the character last for the tab, so that a reload goes on playing.

import { showAccount, startAccount } from "./account.js";
import { showCharacters, startCharacters } from "./characters.js";
import { enter, leave, startGame } from "./game.js";

const TOKEN = "ferry.token";
const CHARACTER = "ferry.character";

function logOut(reason) {
  leave();
  sessionStorage.clear();
  showAccount(reason);
}

function play(character) {
  sessionStorage.setItem(CHARACTER, JSON.stringify({ id: character.id, name: character.name }));
  enter(sessionStorage.getItem(TOKEN), character);
}

function choose(reason) {
  leave();
  sessionStorage.removeItem(CHARACTER);
  return showCharacters(sessionStorage.getItem(TOKEN), reason);
}

const onExpired = () => logOut("Your log-in is no longer valid. Please log in again.");

startAccount((token) => {
  sessionStorage.setItem(TOKEN, token);
  return choose();
});
startCharacters({ onPlay: play, onLogOut: () => logOut(), onExpired });
startGame({ onLeave: choose, onExpired });

const character = sessionStorage.getItem(CHARACTER);
if (character) play(JSON.parse(character));
else if (sessionStorage.getItem(TOKEN)) choose();
else showAccount();
