// Answers in the way such embeds do: a text that was hidden is shown. Nothing is sent anywhere.
"use strict";

for (const form of document.querySelectorAll("form.validate")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isValid = form.elements.EMAIL.value.includes("@");
    form.querySelector("#mce-error-response").style.display = isValid ? "none" : "";
    form.querySelector("#mce-success-response").style.display = isValid ? "" : "none";
  });
}
