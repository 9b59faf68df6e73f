// Asks the device for a passkey, and presses the button of whoever comes back from their organisation's sign-in.
"use strict";

{
  const coded = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const plain = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const named = (each) => ({ ...each, id: plain(each.id) });

  const devices = {
    use: (asked) => navigator.credentials.get({
      publicKey: { ...asked, challenge: plain(asked.challenge), allowCredentials: (asked.allowCredentials ?? []).map(named) },
    }),
    add: (asked) => navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: plain(asked.challenge),
        user: named(asked.user),
        excludeCredentials: (asked.excludeCredentials ?? []).map(named),
      },
    }),
  };

  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const written = ({ id, rawId, type, response }) => JSON.stringify({
    id,
    rawId: coded(rawId),
    type,
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, coded(response[part])])),
  });

  for (const said of document.querySelectorAll("[data-no-script]")) said.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      form.nextElementSibling.hidden = false;
      continue;
    }
    form.hidden = false;
    const said = form.querySelector("[role=status]");
    const button = form.querySelector("button");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      said.textContent = "";
      try {
        const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), redirect: "error" });
        if (!answer.ok) throw new Error(answer.status);
        form.elements.credential.value = written(await devices[form.dataset.passkey](await answer.json()));
        form.submit();
      } catch (error) {
        said.textContent = error.name === "InvalidStateError" ? said.dataset.there : said.dataset.failed;
        button.disabled = false;
      }
    });
  }

  document.querySelector("form[data-go-on]")?.requestSubmit();
}
