// The banner that can be put away, and sign-up forms that answer without leaving the page. Nothing is sent anywhere.
"use strict";

for (const button of document.querySelectorAll("[data-close-banner]")) {
  button.addEventListener("click", () => {
    button.closest(".banner").hidden = true;
  });
}

for (const form of document.querySelectorAll("form.signup:not(.validate)")) {
  form.noValidate = true; // the messages below say it in the page, where screen readers find it again
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [...form.querySelectorAll("[name=email], [required]")];
    const wrong = fields.filter((field) => !field.checkValidity() || field.value.trim() === "");
    for (const field of fields) field.setAttribute("aria-invalid", String(wrong.includes(field)));
    form.querySelector(".error p").hidden = wrong.length === 0;
    form.querySelector(".success p").hidden = wrong.length > 0;
    wrong[0]?.focus();
  });
}
