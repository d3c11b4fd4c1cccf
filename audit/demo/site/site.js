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
    const email = form.querySelector("input[type=email]");
    const isValid = email.checkValidity() && email.value.trim() !== "";
    email.setAttribute("aria-invalid", String(!isValid));
    form.querySelector(".error p").hidden = isValid;
    form.querySelector(".success p").hidden = !isValid;
    if (!isValid) email.focus();
  });
}
