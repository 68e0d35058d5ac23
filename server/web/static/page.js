// What all views share: finding and making elements, showing one view, telling what is wrong with a form.

const VIEWS = ["account", "characters", "game"];

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** A new element with a class and text, which is never read as markup. */
export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

/** Shows one view, hides the others and moves the focus into it. */
export function show(view, focus) {
  for (const name of VIEWS) byId(name).hidden = name !== view;
  document.body.dataset.view = view;
  focus.focus();
}

/** Says in the bar at the top how things stand; an empty text says nothing. */
export function status(text, mood = "") {
  const bar = byId("status");
  bar.textContent = text;
  bar.dataset.mood = mood;
}

/** Shows what a Problem says beside the form and beside its fields, and moves the focus to the first of them. */
export function tellProblem(form, box, problem) {
  clearProblems(form, box);
  const told = [];
  for (const { field, rule } of problem.fields) {
    const input = form.elements.namedItem(field);
    if (!input) continue;
    input.setAttribute("aria-invalid", "true");
    byId(`${field}-problem`).textContent = sentence(rule);
    told.push(input);
  }
  box.textContent = told.length ? "" : problem.message;
  (told[0] ?? form.querySelector("input")).focus();
}

/** Takes away what tellProblem has shown. */
export function clearProblems(form, box) {
  box.textContent = "";
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const note of form.querySelectorAll(".field-problem")) note.textContent = "";
}

/** A rule ("have at least 8 characters") as a sentence. */
const sentence = (rule) => `It must ${rule.replace(/^must /, "").replace(/\.$/, "")}.`;
