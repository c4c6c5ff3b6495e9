// Offers to follow what happens around where the reader is now; the place is rounded before it leaves the browser.
const button = document.querySelector("[data-near]");
const failed = document.querySelector("[data-near-failed]");
const rounded = (degrees) => degrees.toFixed(3); // about a hundred metres

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    failed.hidden = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(`${button.dataset.near}?at=${rounded(coords.longitude)},${rounded(coords.latitude)}`),
      () => { failed.hidden = false; },
      { timeout: 15000 },
    );
  });
}
