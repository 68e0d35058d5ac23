// The server's HTTP interface. Every failure is a Problem whose message a person can read.

export class Problem extends Error {
  /**
   * @param {string} message what to tell the person
   * @param {number} status the HTTP status, 0 when there was no answer
   * @param {{field: string, rule: string}[]} fields what is wrong with which field
   */
  constructor(message, status = 0, fields = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

async function send(method, path, { body, token } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Problem("The server cannot be reached. Please try again in a moment.");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const message = answer?.detail ?? answer?.title ?? `The server answered with an error (${response.status}).`;
    throw new Problem(message, response.status, answer?.errors ?? []);
  }
  return answer;
}

/** Creates an account; answers with its token. */
export const register = async (username, password) =>
  (await send("POST", "/api/v1/accounts", { body: { username, password } })).token;

/** Logs in; answers with a token. */
export const logIn = async (username, password) =>
  (await send("POST", "/api/v1/sessions", { body: { username, password } })).token;

/** The account's characters. */
export const listCharacters = async (token) => (await send("GET", "/api/v1/characters", { token })).characters;

/** Creates a character and answers with it. */
export const createCharacter = (token, name) => send("POST", "/api/v1/characters", { token, body: { name } });
