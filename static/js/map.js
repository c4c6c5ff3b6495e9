// The zoomable map, made from the list beside it: whatever the list says, the map shows. Without this script the drawing stays.
const box = document.querySelector("[data-map]");
const { L } = window;
const tones = { open: "yes", closing: "caution", decided: "soft", withdrawn: "soft", none: "none" };
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The places of the list: where each lies, its number, its state, and what is said about it. */
const places = () =>
  [...document.querySelectorAll(".places > [data-longitude]")].map((item) => ({
    at: [Number(item.dataset.latitude), Number(item.dataset.longitude)],
    number: item.dataset.number,
    tone: tones[item.dataset.state] ?? "action",
    words: [...item.children].map((part) => part.cloneNode(true)),
    name: item.querySelector("a").textContent,
  }));

const together = (words) => {
  const box = document.createElement("div");
  box.append(...words);
  return box;
};

const pin = (place) => {
  const icon = L.divIcon({ className: `map-pin mark-${place.tone}`, html: place.number, iconSize: [34, 34] });
  return L.marker(place.at, { icon, alt: place.name, title: place.name }).bindPopup(() => together(place.words));
};

const outlines = (features, map) =>
  L.geoJSON(features, {
    className: "map-patch",
    style: (feature) => ({ className: `map-patch${feature.properties.name === box.dataset.street ? " map-chosen" : ""}`, weight: 1 }),
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(feature.properties.name.replace("街道", ""), {
        permanent: true, direction: "center", className: "map-name", pane: "shadowPane", opacity: 1, // below the pins
      });
      if (box.dataset.narrow) layer.on("click", () => location.assign(box.dataset.narrow + encodeURIComponent(feature.properties.name)));
    },
  }).addTo(map);

/** The frame that shows what was asked for: the chosen street, else everything. */
const frame = (streets, pins) => {
  const chosen = streets.getLayers().find((layer) => layer.feature.properties.name === box.dataset.street);
  const whole = chosen ?? (streets.getLayers().length ? streets : pins);
  return whole.getBounds().pad(0.05);
};

const open = (features) => {
  const canvas = document.createElement("div");
  canvas.className = "map-zoomable";
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", box.dataset.label);
  box.replaceChildren(canvas);
  // one finger scrolls the page, two move the map; nobody gets caught in it
  const map = L.map(canvas, {
    scrollWheelZoom: false, dragging: !matchMedia("(pointer: coarse)").matches, zoomControl: false, attributionControl: false,
    zoomAnimation: !isStill, fadeAnimation: !isStill, markerZoomAnimation: !isStill, zoomSnap: 0.25, maxZoom: 19,
  });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
    if (box.dataset.credit) L.control.attribution({ prefix: false }).addAttribution(box.dataset.credit).addTo(map);
  }
  const streets = outlines(features, map);
  const pins = L.featureGroup(places().map(pin)).addTo(map);
  map.fitBounds(frame(streets, pins));
  return map;
};

if (box && L) {
  const answer = await fetch(box.dataset.boundaries);
  const map = answer.ok && open(await answer.json());
  if (map && box.dataset.click !== undefined) {
    const { choose } = await import("./place.js");
    choose(map);
  }
}
