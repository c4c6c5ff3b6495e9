// Selecting words of the proposal, by hand or by touch, offers to quote them. On the form they go into its field; on the
// proposal's page a bar leads to the form. Without this script they are copied by hand.
const LONGEST = 300;
const field = document.querySelector("[name=quote]");
const bar = document.querySelector("[data-quote-bar]");
let gone;

const selected = () => {
  const selection = document.getSelection();
  const words = selection.toString().replace(/\s+/g, " ").trim();
  const inside = [selection.anchorNode, selection.focusNode].every((node) =>
    (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-quotable]"));
  return inside ? words.slice(0, LONGEST) : "";
};

document.addEventListener("selectionchange", () => {
  const words = selected();
  if (field && words) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  clearTimeout(gone);
  if (bar && !words) gone = setTimeout(() => { bar.hidden = true; }, 600); // a tap on the bar clears the selection first
  if (bar && words) {
    bar.hidden = false;
    bar.querySelector("[data-quoted]").textContent = words;
    const link = bar.querySelector("a");
    link.href = `${link.href.split("?")[0]}?quote=${encodeURIComponent(words)}`;
  }
});

if (field) {
  document.querySelector("[data-quote-hint]").hidden = false;
  const brought = new URLSearchParams(location.search).get("quote");
  if (brought && !field.value) field.value = brought.slice(0, LONGEST);
}
