// The scrolling story. Text from the server and from players goes in by textContent only, never as markup.

import { element } from "./page.js";

const LIMIT = 500;
const NEAR_END_PX = 40;

export class Log {
  // Whether the reader is at the end and stays there when lines come.
  #following = true;

  /**
   * @param {HTMLElement} box the element with role "log"
   * @param {HTMLElement} newer the button that leads to the end, shown while the reader is not there
   */
  constructor(box, newer) {
    this.box = box;
    this.newer = newer;
    newer.addEventListener("click", () => this.#toEnd());
    box.addEventListener("scroll", () => {
      this.#following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
      if (this.#following) newer.hidden = true;
    });
    new ResizeObserver(() => {
      if (this.#following) this.#toEnd();
    }).observe(box);
  }

  /** Adds text; `kind` is what the server calls it, or "echo" for the player's own command. */
  text(text, kind) {
    this.#add(element("p", `entry entry-${kind}`, text));
  }

  /** Adds the room that the player sees, with those who are there. */
  place({ name, description, people }) {
    this.box.querySelector(".current")?.classList.remove("current");
    const entry = element("div", "entry entry-place current");
    entry.append(element("h2", "entry-name", name), element("p", "entry-description", description));
    if (people.length) entry.append(element("p", "entry-people", `Here with you: ${people.join(", ")}`));
    this.#add(entry);
  }

  clear() {
    this.box.replaceChildren();
    this.#toEnd();
  }

  #add(entry) {
    this.box.append(entry);
    while (this.box.childElementCount > LIMIT) this.box.firstElementChild.remove();
    if (this.#following) this.#toEnd();
    else this.newer.hidden = false;
  }

  #toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.#following = true;
    this.newer.hidden = true;
  }
}
