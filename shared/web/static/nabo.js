// Small comforts; every page does without them.
"use strict";

// A form that came back: begin with what is not right, or not answered yet; after something was done, with what became of it.
document.querySelector("[data-focus]")?.focus();

// "At most 500 characters" becomes what is left while one types, and says so aloud only in a pause.
for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const shown = document.getElementById(`${area.id}-limit`);
  const spoken = document.createElement("span");
  spoken.className = "sr-only";
  spoken.setAttribute("aria-live", "polite");
  shown.after(spoken);
  let pause;
  const count = () => {
    const left = limit - [...area.value.replace(/\r?\n/g, "\n")].length;
    const words = left < 0 ? shown.dataset.over : left === 1 ? shown.dataset.leftOne : shown.dataset.left;
    shown.textContent = words.replace("#", Math.abs(left));
    shown.classList.toggle("n-limit--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = shown.textContent; }, 1500);
  };
  area.addEventListener("input", count);
  if (area.value) count();
}

// The questions of a category come when it is chosen; what was answered stays while the category does.
const asked = document.querySelector("[data-asked]");
for (const choice of asked ? document.querySelectorAll("[name=category]") : []) {
  choice.addEventListener("change", async () => {
    const category = choice.value;
    const answer = await fetch(`?category=${encodeURIComponent(category)}`, { redirect: "error" }).catch(() => null);
    const chosen = document.querySelector("input[name=category]:checked, select[name=category]")?.value;
    if (!answer?.ok || category !== chosen) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    asked.replaceChildren(...page.querySelector("[data-asked]").childNodes);
  });
}

// Photos that are too large together are not sent: it is said as soon as they are chosen, and what was typed stays.
for (const photos of document.querySelectorAll("input[type=file][data-most]")) {
  const spoken = document.createElement("span");
  spoken.className = "form-error-message";
  spoken.setAttribute("role", "alert");
  photos.after(spoken);
  const fit = () => {
    const size = [...photos.files].reduce((sum, file) => sum + file.size, 0);
    spoken.textContent = size > Number(photos.dataset.most) ? photos.dataset.tooLarge : "";
    return !spoken.textContent;
  };
  photos.addEventListener("change", fit);
  photos.form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formenctype") || fit()) return; // The switch of languages sends no files.
    event.preventDefault();
    event.stopImmediatePropagation();
    photos.focus();
  });
}

// One press sends once, however slow the network is; coming back makes the button new.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

// Lists that others add to: ask every so often whether the page has changed, and show what has. The server says "not
// changed" cheaply; nothing is asked while the page is hidden, and a list in which somebody is stays as it is.
const parts = [...document.querySelectorAll("[data-fresh]")];
if (parts.length) {
  const seconds = Math.min(...parts.map((part) => Number(part.dataset.fresh)));
  let mark = "";
  const renew = (part, page) => {
    const fresh = page.getElementById(part.id);
    const busy = part.contains(document.activeElement);
    if (fresh && !busy && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
  };
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href, { headers: mark ? { "If-None-Match": mark } : {}, redirect: "error" });
    if (!answer.ok) return;
    mark = parts.some((part) => part.contains(document.activeElement)) ? "" : answer.headers.get("ETag") || "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) renew(part, page);
  };
  const again = () => setTimeout(() => look().catch(() => {}).finally(again), seconds * 1000);
  again();
}

// "Use where I am": two fields filled on request; nothing is asked of the device before the button is pressed.
for (const offer of document.querySelectorAll("[data-position]")) {
  const button = offer.querySelector("button");
  const spoken = offer.querySelector("[role=status]");
  if (!navigator.geolocation) continue;
  offer.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      document.getElementById("lat").value = coords.latitude.toFixed(6);
      document.getElementById("long").value = coords.longitude.toFixed(6);
      spoken.textContent = button.dataset.said;
    },
    () => { spoken.textContent = button.dataset.failed; },
    { enableHighAccuracy: true, timeout: 10000 },
  ));
}

// Another language is another page: what was typed is there again, also in forms that the switch does not send along. Files are not: a browser does not let them be chosen for somebody.
const TYPED = "nabo-typed";
const fields = () => [...document.querySelectorAll("main :is(input, textarea, select)")]
  .filter((field) => field.name && !["hidden", "file", "password"].includes(field.type));
for (const choice of document.querySelectorAll(".n-language")) {
  choice.addEventListener("submit", () => {
    const typed = fields().map((field) => [field.name, field.value, field.checked]);
    sessionStorage.setItem(TYPED, JSON.stringify([location.pathname, typed]));
  });
}
const [whose, typed] = JSON.parse(sessionStorage.getItem(TYPED) ?? "[]");
sessionStorage.removeItem(TYPED);
for (const [name, value, checked] of whose === location.pathname ? typed : []) {
  for (const field of fields().filter((each) => each.name === name)) {
    const isChosen = ["radio", "checkbox"].includes(field.type);
    if (isChosen && (field.value !== value || field.checked === checked)) continue;
    if (isChosen) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event(isChosen && checked ? "change" : "input", { bubbles: true }));
  }
}
