// Selecting words in the original writes them into the field; without this script they are copied by hand.
"use strict";
{
  const original = document.querySelector("[data-original]");
  const field = document.querySelector("[data-words]");
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    if (words && original.contains(selection.anchorNode) && original.contains(selection.focusNode)) field.value = words;
  });
}
