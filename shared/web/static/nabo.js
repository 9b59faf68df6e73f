// Small comforts; every page does without them.
"use strict";

// A refused form: begin with what is not right.
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
