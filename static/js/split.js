// Marking words in a sentence makes them a piece of its own; without this script whole sentences are the pieces.
"use strict";
{
  const form = document.querySelector("[data-pieces]");
  const marking = form.querySelector("[data-marking]");
  const letters = (text) => [...text].length; // as the server counts: whole characters, not halves of pairs

  const pieceOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-piece]");

  const offset = (legend, container, at) => {
    const range = document.createRange();
    range.selectNodeContents(legend);
    range.setEnd(container, at);
    return letters(range.toString());
  };

  const made = (piece, words, start, how) => {
    const copy = piece.cloneNode(true);
    const name = `${start}-${start + letters(words)}`;
    copy.dataset.piece = name;
    (copy.querySelector("legend span") || copy.querySelector("legend")).textContent = words;
    copy.querySelector("[name=pieces]").value = name;
    for (const radio of copy.querySelectorAll("[type=radio]")) {
      radio.name = `how-${name}`;
      radio.checked = radio.value === how;
    }
    return copy;
  };

  const mark = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const piece = pieceOf(range.startContainer);
    if (!piece || piece !== pieceOf(range.endContainer)) return;
    const legend = piece.querySelector("legend");
    const words = [...legend.textContent];
    const cuts = [0, offset(legend, range.startContainer, range.startOffset), offset(legend, range.endContainer, range.endOffset), words.length];
    const begins = Number(piece.dataset.piece.split("-")[0]);
    const before = piece.querySelector("[type=radio]:checked")?.value ?? "join";
    const parts = [before, "new", "new"].map((how, at) => [words.slice(cuts[at], cuts[at + 1]).join(""), begins + cuts[at], how]);
    const copies = parts.filter(([text]) => text.trim()).map((part) => made(piece, ...part));
    piece.replaceWith(...copies);
    copies[copies.length > 1 && cuts[1] > 0 ? 1 : 0].querySelector("[type=radio]:checked").focus();
  };

  marking.hidden = false;
  marking.querySelector("[data-mark]").addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
  marking.querySelector("[data-mark]").addEventListener("click", mark);
}
