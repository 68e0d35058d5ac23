// Logging in and creating an account.

import { logIn, register } from "./api.js";
import { byId, clearProblems, show, status, tellProblem } from "./page.js";

const form = byId("account-form");
const problemBox = byId("account-problem");
let creating = false;

/** Shows the form, with a reason when the person was sent back to it. */
export function showAccount(reason = "") {
  clearProblems(form, problemBox);
  byId("who").hidden = true;
  status("");
  setMode(false);
  form.elements.password.value = "";
  show("account", form.elements.username);
  problemBox.textContent = reason;
}

function setMode(create) {
  creating = create;
  byId("account-title").textContent = create ? "Sign the ferry's book" : "Come aboard";
  byId("account-submit").textContent = create ? "Create account" : "Log in";
  byId("account-switch").textContent = create ? "Have an account? Log in" : "New here? Create an account";
  form.elements.password.autocomplete = create ? "new-password" : "current-password";
}

/** Calls `onToken` with a token each time somebody logs in or registers. */
export function startAccount(onToken) {
  byId("account-switch").addEventListener("click", () => {
    clearProblems(form, problemBox);
    setMode(!creating);
    form.elements.username.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = byId("account-submit");
    if (button.disabled) return;
    const { username, password } = form.elements;
    button.disabled = true;
    try {
      const token = await (creating ? register : logIn)(username.value.trim(), password.value);
      password.value = "";
      await onToken(token);
    } catch (problem) {
      tellProblem(form, problemBox, problem);
    } finally {
      button.disabled = false;
    }
  });
}
