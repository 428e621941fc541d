// Asks the browser for a passkey, or to make one, and sends what it hands over. Without this, the other way is there.
"use strict"

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const button = form.querySelector("[data-passkey-button]");
  const told = form.querySelector("[data-passkey-told]");
  const held = document.getElementById("passkey-options");

  if (!window.PublicKeyCredential || !window.isSecureContext) {
    button.disabled = true;
    told.textContent = told.dataset.lacking;
    return;
  }

  async function options() {
    if (held) return JSON.parse(held.textContent);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    return response.json();
  }

  function made(found) {
    const { creation_options: wanted } = found;
    // A passkey that finds its account by itself, and asks who holds it.
    Object.assign(wanted.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return window.webauthnJSON.create(wanted);
  }

  button.addEventListener("click", async () => {
    told.textContent = "";
    button.disabled = true;
    try {
      const found = await options();
      const credential = form.dataset.passkey === "create"
        ? await made(found) : await window.webauthnJSON.get(found.request_options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      told.textContent = told.dataset.refused;
      button.disabled = false;
    }
  });
});
