// Finding one's own street: the telephone compares its place with the public outlines; the place itself is sent to nobody.
const form = document.querySelector("[data-street]");
const button = form.querySelector("[data-locate]");
const said = form.querySelector("[role=status]");

const rings = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat();

/** Whether a point lies inside: a line to the east crosses the rings an odd number of times. */
const holds = (geometry, [x, y]) =>
  rings(geometry).reduce((inside, ring) => ring.slice(1).reduce((within, [x2, y2], place) => {
    const [x1, y1] = ring[place];
    return (y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) ? !within : within;
  }, inside), false);

const streetAt = async (point) => {
  const answer = await fetch(form.dataset.street);
  const { features } = await answer.json();
  return features.find((each) => holds(each.geometry, point))?.properties.name;
};

const found = async ({ coords }) => {
  const name = await streetAt([coords.longitude, coords.latitude]);
  if (!name) {
    said.textContent = button.dataset.outside;
    return;
  }
  form.elements.street.value = name;
  form.submit();
};

if ("geolocation" in navigator) {
  const unknown = () => { said.textContent = button.dataset.unknown; };
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition((place) => found(place).catch(unknown), unknown, { timeout: 10_000, maximumAge: 600_000 }));
}
