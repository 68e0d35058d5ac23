// The commands that were typed, for the arrow keys.

const LIMIT = 100;

export class History {
  #lines = [];
  #position = 0;
  #draft = "";

  /** Remembers a line, unless it repeats the last one, and goes to the end. */
  add(line) {
    if (this.#lines.at(-1) !== line) this.#lines.push(line);
    if (this.#lines.length > LIMIT) this.#lines.shift();
    this.#position = this.#lines.length;
    this.#draft = "";
  }

  /** The line before the one shown, which is `shown`; what was being typed is kept for the way back. */
  older(shown) {
    if (this.#position === this.#lines.length) this.#draft = shown;
    this.#position = Math.max(0, this.#position - 1);
    return this.#lines[this.#position] ?? shown;
  }

  /** The line after the one shown, at last what was being typed. */
  newer(shown) {
    if (this.#position === this.#lines.length) return shown;
    this.#position += 1;
    return this.#lines[this.#position] ?? this.#draft;
  }
}
