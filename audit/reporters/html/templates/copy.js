(() => {
  "use strict";
  // The clipboard is not for pages of a file in every browser: then the text is chosen, ready to be copied.
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const text = button.parentNode.querySelector("pre");
    const status = button.parentNode.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        status.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(text);
        status.textContent = document.execCommand("copy") ? "Copied." : "Chosen: press the keys for copying.";
      }
    });
  }
})();
